// Forms with files: shows the chosen files and the progress. The answer of the server replaces the page. Without this
// module the browser sends the form itself.

const MOST = 10 * 1024 * 1024;

for (const form of document.querySelectorAll('form[data-upload]')) enhance(form);

function enhance(form) {
  for (const input of form.querySelectorAll('input[type=file]')) {
    input.addEventListener('change', () => preview(input));
  }
  form.addEventListener('submit', event => {
    // An empty form is refused quickly enough.
    if (![...form.querySelectorAll('input[type=file]')].some(input => input.files.length)) return;
    event.preventDefault();
    send(form, event.submitter);
  });
}

function preview(input) {
  const picker = input.closest('.picker');
  if (!picker) return;
  picker.querySelectorAll('ul img').forEach(image => URL.revokeObjectURL(image.src));
  picker.querySelector('ul')?.remove();
  const names = Object.assign(document.createElement('ul'), { className: 'small' });
  names.append(...[...input.files].map(file => {
    const size = `${(file.size / 1024 / 1024).toFixed(1)} MB`;
    const item = document.createElement('li');
    item.textContent = `${file.name} ${size}`;
    if (file.size > MOST) item.className = 'err';
    return item;
  }));
  picker.append(names);
}

function send(form, button) {
  form.querySelector('.sending')?.remove();
  const bar = Object.assign(document.createElement('progress'), { max: 1, value: 0 });
  const words = Object.assign(document.createElement('span'), { textContent: form.dataset.sending });
  const state = Object.assign(document.createElement('p'), { className: 'sending' });
  state.setAttribute('role', 'status');
  const label = document.createElement('label');
  label.append(words, bar);
  state.append(label);
  form.querySelector('.sticky-acts, .row-acts').before(state);
  const say = text => { if (words.textContent !== text) words.textContent = text; };

  const body = new FormData(form, button);
  const buttons = form.querySelectorAll('button');
  const rest = is => buttons.forEach(one => { one.disabled = is; });
  rest(true);

  const request = new XMLHttpRequest();
  request.open('POST', form.action);
  request.upload.addEventListener('progress', event => {
    if (!event.lengthComputable) return;
    bar.value = event.loaded / event.total;
    const sent = Math.floor(bar.value * 10) * 10;
    say(sent < 100 ? `${form.dataset.sending} ${sent} %` : form.dataset.working);
  });
  request.addEventListener('load', () => {
    // Signed out meanwhile, or a server error: the browser shows that itself.
    if (request.status >= 500 || !show(request)) location.assign(request.responseURL);
  });
  request.addEventListener('error', () => {
    rest(false);
    bar.remove();
    say(form.dataset.failed);
    form.dispatchEvent(new Event('unsent'));
  });
  request.send(body);
}

// The same part of the page, from the answer.
function show(request) {
  const answer = new DOMParser().parseFromString(request.responseText, 'text/html');
  const main = answer.querySelector('main');
  const is = path => path.split('/').filter(part => part !== 'en')[1];
  if (!main || is(new URL(request.responseURL).pathname) !== is(location.pathname)) return false;
  document.querySelector('main').replaceWith(main);
  document.title = answer.title;
  history.replaceState(null, '', request.responseURL);
  const first = main.querySelector('.errors, .said') ?? main.querySelector('h1');
  first.tabIndex = -1;
  first.focus();
  scrollTo(0, 0);
  for (const form of main.querySelectorAll('form[data-upload]')) enhance(form);
  // For drafts.js. A refusal is answered at the address of the form, and the browser does not show redirects.
  document.dispatchEvent(new CustomEvent('answered', { detail: { main, isLedOn: request.status < 400 } }));
  return true;
}
