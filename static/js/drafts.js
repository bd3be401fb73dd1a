// What is typed into a long form survives a lost connection: it is kept in this browser, by form and person, and
// offered again. Whoever leaves with something unsaved is asked first, and a form that is on its way is not sent
// twice. Passwords and files are never kept; signing out forgets everything.

const KEEP = 14 * 24 * 60 * 60 * 1000;
const PREFIX = 'farmfair-draft';
const zh = document.documentElement.lang.startsWith('zh');

const stored = key => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
// A browser that keeps nothing, or is full, keeps no draft.
const store = (key, draft) => { try { localStorage.setItem(key, JSON.stringify(draft)); } catch { /* see above */ } };
const forget = key => { try { localStorage.removeItem(key); } catch { /* see above */ } };
const keys = () => { try { return Object.keys(localStorage).filter(key => key.startsWith(`${PREFIX}:`)); } catch { return []; } };

settle();
for (const form of document.querySelectorAll('form[data-draft]')) watch(form);
for (const form of document.querySelectorAll('form[method=post]')) sendOnce(form);
for (const form of document.querySelectorAll('form[action$="/logout"]')) form.addEventListener('submit', () => keys().forEach(forget));

// What was sent and has arrived is no draft any more, nor is what is too old.
function settle() {
  const arrived = document.querySelector('p.said, [data-draft-done]');
  const refused = document.querySelector('main .errors');
  for (const key of keys()) {
    const draft = stored(key);
    if (!draft || Date.now() - draft.at > KEEP || (draft.sent && arrived && !refused)) forget(key);
  }
}

// The fields a person fills in, by name.
function values(form) {
  const fields = {};
  for (const field of form.elements) {
    if (!field.name || ['hidden', 'password', 'file', 'submit', 'button'].includes(field.type) || field.closest('.trap')) continue;
    fields[field.name] ??= [];
    if (!['checkbox', 'radio'].includes(field.type) || field.checked) fields[field.name].push(field.value);
  }
  return fields;
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

function watch(form) {
  const key = `${PREFIX}:${form.dataset.draft}:${new URL(form.action).pathname}`;
  const first = values(form);
  let leaving = false;
  let timer;

  const draft = stored(key);
  if (draft && !same(draft.fields, first) && !document.querySelector('main .errors')) offer(form, key, draft);

  const keep = sent => {
    const fields = values(form);
    if (same(fields, first) && !sent) return forget(key);
    store(key, { at: Date.now(), sent, version: form.elements.version?.value, fields });
  };
  const changed = () => { clearTimeout(timer); timer = setTimeout(() => keep(false), 300); };
  form.addEventListener('input', changed);
  form.addEventListener('change', changed);
  form.addEventListener('submit', () => { clearTimeout(timer); leaving = true; keep(true); });
  addEventListener('pageshow', () => { leaving = false; });
  addEventListener('beforeunload', event => {
    if (!leaving && !same(values(form), first)) event.preventDefault();
  });
}

function offer(form, key, draft) {
  const notice = Object.assign(document.createElement('div'), { className: 'draft' });
  notice.setAttribute('role', 'status');
  const when = new Date(draft.at).toLocaleString(document.documentElement.lang, { timeZone: 'Asia/Shanghai', dateStyle: 'medium', timeStyle: 'short' });
  const words = document.createElement('p');
  words.textContent = zh ? `这台设备上留着 ${when} 没有存完的内容。` : `This device holds what you typed on ${when} and did not save.`;
  const act = (text, done) => {
    const button = Object.assign(document.createElement('button'), { type: 'button', className: 'btn', textContent: text });
    button.addEventListener('click', () => { done(); notice.remove(); });
    return button;
  };
  notice.append(
    words,
    act(zh ? '接着填' : 'Go on with it', () => restore(form, draft)),
    act(zh ? '不要了' : 'Discard it', () => forget(key)),
  );
  form.before(notice);
}

// What others saved meanwhile is not written over: the draft goes along with the version it began from, and the
// server shows both.
function restore(form, draft) {
  if (draft.version && form.elements.version) form.elements.version.value = draft.version;
  for (const field of form.elements) {
    const kept = draft.fields[field.name];
    if (!kept || field.type === 'hidden') continue;
    if (['checkbox', 'radio'].includes(field.type)) field.checked = kept.includes(field.value);
    else if (kept.length > 0) field.value = kept[0];
  }
  form.querySelector('input:not([type=hidden]), select, textarea')?.focus();
}

// Comfort only: that one form makes one record is the server's doing.
function sendOnce(form) {
  let isSent = false;
  form.addEventListener('submit', event => {
    if (event.defaultPrevented) return;
    if (isSent) return event.preventDefault();
    isSent = true;
    event.submitter?.setAttribute('aria-disabled', 'true');
  });
  addEventListener('pageshow', () => {
    isSent = false;
    form.querySelectorAll('[aria-disabled]').forEach(button => button.removeAttribute('aria-disabled'));
  });
}
