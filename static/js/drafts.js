// Keeps drafts of long forms when the connection is lost: in this browser, by form and user, and offered again until
// the form is accepted. Leaving with unsaved changes asks first, and a form is not sent twice. Passwords and files
// are never kept; signing out deletes all drafts.

const KEEP = 14 * 24 * 60 * 60 * 1000;
const PREFIX = 'farmfair-draft';
const SENT = 'farmfair-sent';
const CHOSEN = ['checkbox', 'radio'];
const UNKEPT = ['hidden', 'password', 'file', 'submit', 'button'];
const zh = document.documentElement.lang.startsWith('zh');

// A draft without a user stays in its tab: the next user of this device may be somebody else.
const shelf = key => (key.startsWith(`${PREFIX}::`) || key === SENT ? sessionStorage : localStorage);
const stored = key => { try { return JSON.parse(shelf(key).getItem(key)); } catch { return null; } };
// A browser without storage, or with a full one, keeps no drafts.
const store = (key, value) => { try { shelf(key).setItem(key, JSON.stringify(value)); } catch { /* see above */ } };
const forget = key => { try { shelf(key).removeItem(key); } catch { /* see above */ } };
const keys = () => { try { return [localStorage, sessionStorage].flatMap(Object.keys).filter(key => key.startsWith(`${PREFIX}:`)); } catch { return []; } };
const forgetAll = () => keys().forEach(forget);

// The draft that this tab has sent and the server has not accepted yet.
let pending;

begin(document, (performance.getEntriesByType('navigation')[0] ?? performance.navigation)?.redirectCount > 0);
// An answer that replaced the main part of the page: see upload.js.
document.addEventListener('answered', ({ detail }) => begin(detail.main, detail.isLedOn));
// The next page answers the last form that was sent.
document.addEventListener('submit', event => store(SENT, keyOf(event.target)));
for (const form of document.querySelectorAll('form[action$="/logout"]')) {
  form.addEventListener('submit', () => { forgetAll(); addEventListener('pagehide', forgetAll); });
}

// The server redirects after accepting a form; it answers any other at the form's own address. A page in between,
// after a lost connection or an expired session, is no answer.
function begin(place, isLedOn) {
  const sent = stored(SENT);
  forget(SENT);
  const isDone = isLedOn && document.querySelector('p.said, [data-draft-done]') && !isReturned();
  if (sent && isDone) forget(sent);
  pending = isDone ? null : sent;
  for (const key of keys()) if (!(Date.now() - stored(key)?.at < KEEP)) forget(key);
  for (const form of place.querySelectorAll('form[data-draft]')) watch(form);
  for (const form of place.querySelectorAll('form[method=post]')) sendOnce(form);
}

// With errors, or after a concurrent change: it is not saved as it is.
function isReturned() {
  return Boolean(document.querySelector('main [role=alert]'));
}

// By user and address, in either language. The page with two versions continues the draft of the form it answers,
// whose address it has.
function keyOf(form) {
  const path = new URL(form.action).pathname.replace(/^\/en(?=\/)/, '');
  if (form.dataset.draft !== undefined) return `${PREFIX}:${form.dataset.draft}:${path}`;
  return pending?.endsWith(`:${path}`) ? pending : null;
}

// The fields that a person fills in, each with its key. Several with one name are identified by the record beside
// them, since another may have been added meanwhile; otherwise by their position.
function fields(form) {
  const places = {};
  return [...form.elements].filter(field => field.name && !UNKEPT.includes(field.type) && !field.closest('.trap')).map(field => {
    if (CHOSEN.includes(field.type)) return [`${field.name}=${field.value}`, field];
    places[field.name] = (places[field.name] ?? -1) + 1;
    const record = field.parentElement === form ? null : field.parentElement.querySelector(':scope > input[type=hidden]');
    return [`${field.name} ${record ? `of ${record.value}` : places[field.name]}`, field];
  });
}

function values(form) {
  return Object.fromEntries(fields(form).map(([known, field]) => [known, CHOSEN.includes(field.type) ? field.checked : field.value]));
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function watch(form) {
  const key = keyOf(form);
  const first = values(form);
  // The server has changed the form as asked, such as by a further line, and saved nothing.
  const goesOn = form.dataset.draftGoesOn !== undefined;
  const isUnsaved = () => goesOn || isReturned() || !same(values(form), first);
  let leaving = false;
  let timer;

  const draft = stored(key);
  const notice = draft && !goesOn && !isReturned() && !same(draft.fields, first) ? offer(form, key, draft) : null;

  const keep = () => {
    if (isUnsaved()) store(key, { at: Date.now(), version: form.elements.version?.value, fields: values(form) });
    // Typed and undone; a draft that is offered and undecided stays.
    else if (!notice?.isConnected) forget(key);
  };
  if (goesOn) keep();
  const changed = () => { clearTimeout(timer); timer = setTimeout(keep, 300); };
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  form.addEventListener('submit', () => { clearTimeout(timer); leaving = true; keep(); });
  const stay = () => { leaving = false; };
  form.addEventListener('unsent', stay);
  addEventListener('pageshow', stay);
  addEventListener('beforeunload', event => {
    if (!leaving && form.isConnected && isUnsaved()) event.preventDefault();
  });
}

function offer(form, key, draft) {
  const notice = Object.assign(document.createElement('div'), { className: 'draft' });
  notice.setAttribute('role', 'status');
  const when = new Date(draft.at).toLocaleString(document.documentElement.lang, { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' });
  const words = document.createElement('p');
  words.textContent = zh ? `本设备存有 ${when} 未提交的内容。` : `This device has unsaved entries of ${when}.`;
  const act = (text, done) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn', textContent: text });
    button.addEventListener('click', () => { done(); notice.remove(); });
    return button;
  };
  notice.append(
    words,
    act(zh ? '继续填写' : 'Continue', () => restore(form, draft)),
    act(zh ? '放弃' : 'Discard', () => forget(key)),
  );
  form.before(notice);
  return notice;
}

// Changes by others are not overwritten: the draft keeps the version it began from, and the server shows both.
function restore(form, draft) {
  if (draft.version && form.elements.version) form.elements.version.value = draft.version;
  for (const [known, field] of fields(form)) {
    const kept = draft.fields[known];
    if (kept === undefined) continue;
    if (CHOSEN.includes(field.type)) field.checked = kept;
    else field.value = kept;
  }
  form.querySelector('input:not([type=hidden]), select, textarea')?.focus();
}

// For convenience only: the server ensures that one form makes one record.
function sendOnce(form) {
  let isSent = false;
  form.addEventListener('submit', event => {
    if (event.defaultPrevented) return;
    if (isSent) return event.preventDefault();
    isSent = true;
    event.submitter?.setAttribute('aria-disabled', 'true');
  });
  const again = () => {
    isSent = false;
    form.querySelectorAll('[aria-disabled]').forEach(button => button.removeAttribute('aria-disabled'));
  };
  form.addEventListener('unsent', again);
  addEventListener('pageshow', again);
}
