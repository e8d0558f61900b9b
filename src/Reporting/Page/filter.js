// Shows the rows whose method holds every word typed and whose repair is ticked.
function makeFilterable(filters) {
    const rows = [...filters.closest('section').querySelector('table.rows').tBodies[0].rows];
    const search = filters.querySelector('input[type="search"]');
    const repairs = [...filters.querySelectorAll('input[type="checkbox"]')];
    const output = filters.querySelector('output');

    function show() {
        const words = search.value.toLowerCase().split(/\s+/).filter(word => word !== '');
        const ticked = new Set(repairs.filter(box => box.checked).map(box => box.value));
        for (const row of rows) {
            const text = row.cells[0].textContent.toLowerCase();
            row.hidden = !ticked.has(row.dataset.repair) || !words.every(word => text.includes(word));
        }
        const shown = rows.filter(row => !row.hidden).length;
        output.textContent = shown === rows.length ? `${rows.length} rows` : `${shown} of ${rows.length} rows`;
    }

    filters.addEventListener('input', show);
    filters.hidden = false;
    // A browser that goes back to the page restores what was typed.
    show();
}

document.querySelectorAll('.filters').forEach(makeFilterable);
