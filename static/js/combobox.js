// A box with suggestions while typing, by the combobox pattern: arrow keys choose, Enter takes, Escape closes.
// `place`: the parent of the list; `address`: the source; `take`: handles the chosen item.

const PAUSE = 150;
const LONGEST = 100;

export function combobox(input, { place, address, take }) {
  const box = list(input);
  const status = Object.assign(document.createElement('p'), { className: 'vh' });
  status.setAttribute('role', 'status');
  place.append(box, status);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', box.id);
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('autocomplete', 'off');

  let timer;
  let request;
  let resting = 0;
  let items = new Map();

  const options = () => [...box.querySelectorAll('[role=option]')];
  const chosen = () => box.querySelector('[aria-selected=true]');

  function choose(option) {
    chosen()?.setAttribute('aria-selected', 'false');
    if (option) {
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', option.id);
    } else {
      input.removeAttribute('aria-activedescendant');
    }
  }

  function open(is) {
    box.hidden = !is;
    input.setAttribute('aria-expanded', String(is));
    if (!is) choose(null);
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    open(false);
    status.textContent = '';
  }

  function show(answer) {
    choose(null);
    items = new Map();
    box.replaceChildren(...answer.groups.map((group, at) => drawGroup(box.id, group, at, items)));
    options().forEach((option, at) => { option.id = `${box.id}-${at}`; });
    open(answer.groups.length > 0);
    status.textContent = answer.said;
  }

  // Only the latest request is answered; the server may ask for a pause.
  async function ask(typed) {
    request?.abort();
    request = new AbortController();
    const { signal } = request;
    const asked = new URL(address, location.href);
    asked.searchParams.set('q', typed);
    try {
      const answer = await fetch(asked, { signal });
      if (answer.status === 429) resting = Date.now() + 1000 * (Number(answer.headers.get('retry-after')) || 1);
      if (!answer.ok) return close();
      const suggestions = await answer.json();
      if (!signal.aborted && document.activeElement === input) show(suggestions);
    } catch (error) {
      if (error.name !== 'AbortError') close();
    }
  }

  function typed(event) {
    clearTimeout(timer);
    // Text that an input method has not committed yet does not count.
    if (event.isComposing) return;
    const text = input.value.trim();
    if (!text || text.length > LONGEST) return close();
    timer = setTimeout(() => ask(text), Math.max(PAUSE, resting - Date.now()));
  }

  function accept(option) {
    const item = items.get(option);
    close();
    take(item);
  }

  function move(step) {
    const all = options();
    // One place before the first: the box itself.
    const places = all.length + 1;
    const next = (all.indexOf(chosen()) + 1 + step + places) % places;
    choose(next === 0 ? null : all[next - 1]);
  }

  function pressed(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const isOpen = !box.hidden;
    if (event.key === 'Escape' && isOpen) {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && isOpen && chosen()) {
      event.preventDefault();
      accept(chosen());
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (isOpen) move(event.key === 'ArrowDown' ? 1 : -1);
      else if (input.value.trim()) ask(input.value.trim());
    }
  }

  input.addEventListener('input', typed);
  input.addEventListener('compositionend', typed);
  input.addEventListener('keydown', pressed);
  input.addEventListener('blur', close);
  input.form.addEventListener('submit', close);
  // Focus stays in the box while an option is pressed, so that this does not count as a blur.
  box.addEventListener('pointerdown', event => event.preventDefault());
  box.addEventListener('click', event => {
    const option = event.target.closest('[role=option]');
    if (option) accept(option);
  });
}

function list(input) {
  const box = Object.assign(document.createElement('div'), { id: `${input.id}-suggestions`, className: 'suggestions', hidden: true });
  box.setAttribute('role', 'listbox');
  box.setAttribute('aria-label', input.labels[0]?.textContent ?? '');
  return box;
}

function drawGroup(id, group, at, known) {
  const drawn = document.createElement('div');
  drawn.setAttribute('role', 'group');
  if (group.title) {
    const heading = Object.assign(document.createElement('div'), { id: `${id}-group-${at}`, className: 'suggestions__title', textContent: group.title });
    heading.setAttribute('role', 'presentation');
    drawn.setAttribute('aria-labelledby', heading.id);
    drawn.append(heading);
  }
  for (const item of group.items) {
    const option = drawOption(item);
    known.set(option, item);
    drawn.append(option);
  }
  return drawn;
}

function drawOption({ lang, name, beside }) {
  const option = Object.assign(document.createElement('div'), { className: 'suggestions__option' });
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  const words = Object.assign(document.createElement('span'), { lang });
  words.append(...name.map(([text, found]) => found ? Object.assign(document.createElement('mark'), { textContent: text }) : text));
  option.append(words);
  if (beside) option.append(' ', Object.assign(document.createElement('small'), { textContent: beside }));
  return option;
}
