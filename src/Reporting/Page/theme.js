// Changes between light and dark; until the button is pressed the system's choice holds.
const root = document.documentElement;
const button = document.getElementById('theme');
const system = matchMedia('(prefers-color-scheme: dark)');

const isDark = () => (root.dataset.theme ?? (system.matches ? 'dark' : 'light')) === 'dark';

function show() {
    button.textContent = isDark() ? 'Light colours' : 'Dark colours';
}

button.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    show();
});
system.addEventListener('change', show);
button.hidden = false;
show();
