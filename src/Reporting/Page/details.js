// Opens a row's details over the table. Without this script the row's link leads to them further down.
const dialog = document.querySelector('dialog');
const [title, close, content] = dialog.children;

document.addEventListener('click', event => {
    const link = event.target.closest('table.rows tbody th a');
    if (link === null || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    title.textContent = link.textContent;
    const details = document.getElementById(link.hash.slice(1)).cloneNode(true);
    content.replaceChildren(...details.childNodes);
    dialog.showModal();
    dialog.scrollTop = 0;
});
close.addEventListener('click', () => dialog.close());
// A click beside the dialog falls on its backdrop, which belongs to it.
dialog.addEventListener('click', event => {
    const box = dialog.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (event.target === dialog && !inside) dialog.close();
});
