// Lists with selectable records: a box for the whole page, ranges with Shift, the number selected, and keys while the
// focus is in the table: j and k move, x selects, Enter opens. Without this module each box is ticked individually,
// and the buttons do the same.

for (const form of document.querySelectorAll('form[data-selection]')) enhance(form);

function enhance(form) {
  const boxes = [...form.querySelectorAll('tbody input[type=checkbox]')];
  const told = form.querySelector('[data-ticked]');
  const untold = told.textContent;
  const all = allBox(form);
  let last;

  const count = () => {
    const ticked = boxes.filter(box => box.checked).length;
    told.textContent = ticked ? told.dataset.ticked.replace('{}', ticked) : untold;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
    boxes.forEach(box => box.closest('tr').classList.toggle('on', box.checked));
  };
  all.addEventListener('change', () => { boxes.forEach(box => { box.checked = all.checked; }); count(); });
  form.addEventListener('click', event => {
    const at = boxes.indexOf(event.target);
    if (at < 0) return;
    if (event.shiftKey && last !== undefined) {
      boxes.slice(Math.min(at, last), Math.max(at, last) + 1).forEach(box => { box.checked = event.target.checked; });
    }
    last = at;
    count();
  });
  form.addEventListener('change', count);
  form.querySelector('table').addEventListener('keydown', event => walk(event, boxes, count));
  addEventListener('pageshow', count);
  count();
}

function allBox(form) {
  const place = form.querySelector('[data-all]');
  const box = Object.assign(document.createElement('input'), { type: 'checkbox' });
  box.setAttribute('aria-label', place.dataset.all);
  place.replaceChildren(box);
  return box;
}

function walk(event, boxes, count) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const row = event.target.closest('tbody tr');
  const at = row ? boxes.indexOf(row.querySelector('input[type=checkbox]')) : -1;
  if (event.key === 'j' || event.key === 'k') {
    event.preventDefault();
    boxes[Math.max(0, Math.min(boxes.length - 1, at + (event.key === 'j' ? 1 : -1)))].focus();
  } else if (event.key === 'x' && at >= 0) {
    event.preventDefault();
    boxes[at].checked = !boxes[at].checked;
    count();
  } else if (event.key === 'Enter' && event.target.type === 'checkbox' && row) {
    event.preventDefault();
    row.querySelector('th a').click();
  }
}
