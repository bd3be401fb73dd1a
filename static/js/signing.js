// The signing desk: checks while typing, and the keyboard of the ceremony. Without this module the checks appear
// after saving, and every field is reached with Tab.

const PAUSE = 250;

const form = document.querySelector('form[data-deal]');
const hints = document.querySelector('[data-checks]');
if (form && hints) begin();
showCurrent();
document.addEventListener('keydown', event => {
  const paper = document.querySelector('form.paper');
  if (paper && isSaving(event)) send(event, paper);
});

function begin() {
  let timer;
  let request;
  const later = () => { clearTimeout(timer); timer = setTimeout(check, PAUSE); };
  form.addEventListener('input', later);
  form.addEventListener('change', later);
  document.addEventListener('keydown', pressed);
  // Only the latest question is answered. Answers given so far are sent along and come back.
  async function check() {
    request?.abort();
    request = new AbortController();
    const asked = new URL(form.dataset.deal, location.href);
    const fields = new URLSearchParams(new FormData(form));
    // What is not checked would only lengthen the address.
    for (const name of ['form', 'version', 'title', 'villages', 'more_suppliers', 'more_buyers', 'org_name', 'org_code']) fields.delete(name);
    asked.search = fields.toString();
    const deal = form.getAttribute('action').match(/\/signing\/(\d+)$/)?.[1];
    if (deal) asked.searchParams.set('deal', deal);
    try {
      const answer = await fetch(asked, { signal: request.signal });
      if (answer.ok) show(await answer.text());
      else form.querySelector('#amount-echo').textContent = '';
    } catch (error) {
      // Without a connection the server checks when the deal is saved.
      if (error.name !== 'AbortError') console.info(error);
    }
  }
}

// Whoever is answering is not interrupted.
function show(html) {
  const focused = hints.contains(document.activeElement) ? document.activeElement : null;
  const typed = focused && { id: focused.id, name: focused.name, value: focused.value, type: focused.type };
  const ticked = hints.querySelector('input[type=radio]:checked')?.value;
  hints.innerHTML = html;
  const again = [...hints.querySelectorAll('input[type=radio]')].find(radio => radio.value === ticked);
  if (again) again.checked = true;
  const echo = hints.querySelector('template[data-echo]');
  if (echo) form.querySelector('#amount-echo').innerHTML = echo.innerHTML;
  if (!typed) return;
  const place = typed.type === 'radio'
    ? hints.querySelector(`input[name="${typed.name}"][value="${typed.value}"]`)
    : hints.querySelector(`#${typed.id}`);
  if (!place) return;
  if (typed.type !== 'radio') place.value = typed.value;
  place.focus();
}

function showCurrent() {
  const current = document.querySelector('.run--desk [aria-current=step]');
  const list = current?.parentElement;
  if (list) list.scrollTop += current.getBoundingClientRect().top - list.getBoundingClientRect().top - list.clientHeight / 2;
}

function isSaving(event) {
  return event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing;
}

function send(event, target) {
  event.preventDefault();
  target.requestSubmit(target.querySelector('button[type=submit]'));
}

// A question about similar deals comes first.
function save(event) {
  const answers = [...hints.querySelectorAll('input[name=likeness]')];
  if (answers.length === 0 || answers.some(answer => answer.checked)) return send(event, form);
  event.preventDefault();
  answers[0].focus();
}

function pressed(event) {
  if (event.isComposing) return;
  // Other forms of the page, such as the reason of a void, are sent by their own buttons.
  if (isSaving(event)) return [undefined, null, form].includes(event.target.form) ? save(event) : undefined;
  const isAlt = event.altKey && !event.ctrlKey && !event.metaKey;
  if (isAlt && event.code === 'KeyW') {
    event.preventDefault();
    const other = form.querySelector('[data-units] input:not(:checked)');
    other.checked = true;
    other.dispatchEvent(new Event('change', { bubbles: true }));
  } else if (isAlt && event.code === 'KeyN') {
    event.preventDefault();
    const details = form.querySelector('.neworg');
    details.open = true;
    details.querySelector('input').focus();
  } else if (/^[1-3]$/.test(event.key) && document.activeElement?.closest('[data-digits]')) {
    event.preventDefault();
    const choice = form.querySelectorAll('[data-digits] input')[Number(event.key) - 1];
    choice.checked = true;
    choice.focus();
    choice.dispatchEvent(new Event('change', { bubbles: true }));
  }
}
