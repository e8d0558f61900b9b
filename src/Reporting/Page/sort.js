// Column headings become buttons: the first press shows the best on top, the second the worst, the third restores the catalogue's order.
const collator = new Intl.Collator('en', { numeric: true });
const other = { ascending: 'descending', descending: 'ascending' };

function keyOf(cell) {
    const number = parseFloat(cell.textContent.replaceAll(',', ''));
    return Number.isNaN(number) ? null : number;
}

function sorted(rows, column, direction, isText) {
    const sign = direction === 'ascending' ? 1 : -1;
    const keyed = rows.map(row => ({ row, key: isText ? row.cells[column].textContent : keyOf(row.cells[column]) }));
    keyed.sort((left, right) => {
        // What was not measured is last in either direction.
        if (left.key === null || right.key === null) return (left.key === null) - (right.key === null);
        return sign * (isText ? collator.compare(left.key, right.key) : left.key - right.key);
    });
    return keyed.map(entry => entry.row);
}

function makeSortable(table) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const headings = [...table.tHead.rows[0].cells];
    headings.forEach((heading, column) => {
        const button = document.createElement('button');
        button.type = 'button';
        button.append(...heading.childNodes);
        heading.append(button);
        const first = heading.dataset.first ?? 'ascending';
        button.addEventListener('click', () => {
            const now = heading.getAttribute('aria-sort');
            const next = now === null ? first : now === first ? other[first] : null;
            headings.forEach(each => each.removeAttribute('aria-sort'));
            if (next !== null) heading.setAttribute('aria-sort', next);
            body.append(...(next === null ? rows : sorted(rows, column, next, heading.dataset.first === undefined)));
        });
    });
}

document.querySelectorAll('table.rows').forEach(makeSortable);
