// The big screen. Without this module it is whole, and its panels are links. It adds: figures that follow the records
// within a second, a clock that greys after 30 s without news, and panels that turn every 8 s.

const STALE = 30_000;
// A proxy that holds back the stream is taken for one after this long; the page then asks by itself.
const SILENT = 20_000;
const POLL = 10_000;
const RECONNECT = 60_000;
const PATIENCE = 5_000;

// ---- the clock ----
const clock = document.querySelector('[data-clock]');
const time = clock.querySelector('time');
const say = clock.querySelector('.clock__say');
let heardAt = Date.now();

// Milliseconds since then. A clock that was set back a long way counts as a long time, so that nothing waits for it.
const since = then => Math.abs(Date.now() - then);

// The figures on the screen are those of this second.
function heard(second) {
  heardAt = Date.now();
  time.textContent = second;
  showClock();
}

function showClock() {
  const stale = since(heardAt) > STALE;
  const word = stale ? clock.dataset.stale : clock.dataset.live;
  clock.classList.toggle('clock--stale', stale);
  say.hidden = false;
  // A changed text is read aloud and drawn again; an equal one is not.
  if (say.textContent !== word) say.textContent = word;
}

// ---- the figures ----
let fetching = false;
let wanted = false;
let fetchedAt = 0;

// One at a time; news that comes meanwhile is fetched after it.
async function refresh() {
  wanted = true;
  if (fetching) return;
  fetching = true;
  try {
    while (wanted) {
      wanted = false;
      fetchedAt = Date.now();
      await load();
    }
  } catch {
    // The next tick tries again.
    wanted = true;
  } finally {
    fetching = false;
  }
}

// Without cookies, so that the same cached page is sent to every screen.
async function load() {
  const answer = await fetch(location.pathname, {
    credentials: 'omit', cache: 'no-cache', signal: AbortSignal.timeout(PATIENCE),
  });
  if (!answer.ok) throw new Error(answer.status);
  const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (script(fresh) !== script(document)) {
    location.reload();
    return;
  }
  document.querySelectorAll('[data-part]').forEach(part => replace(part, fresh.getElementById(part.id)));
  // An old page, sent while the database is away, is no news.
  if (!answer.headers.has('age')) heard(inBeijing(answer.headers.get('date')));
}

// The server's clock, not the machine's.
function inBeijing(date) {
  return new Date(date).toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai' });
}

// Another version of the site has other files.
function script(page) {
  return page.querySelector('script[type=module]').getAttribute('src');
}

// Only what differs: the focus stays elsewhere, and a status is announced when it changes.
function replace(part, fresh) {
  if (fresh && part.innerHTML !== fresh.innerHTML) part.replaceChildren(...fresh.childNodes);
}

// ---- the stream ----
let stream;
let openedAt = 0;
let streamedAt = Date.now();

function open() {
  stream?.close();
  openedAt = Date.now();
  stream = new EventSource('/screen/events');
  // The first news of each connection fetches what was missed before it.
  stream.addEventListener('news', () => {
    streamedAt = Date.now();
    refresh();
  });
  stream.addEventListener('beat', event => {
    streamedAt = Date.now();
    if (!wanted && !fetching) heard(event.data);
  });
}

// A machine that slept finds the stream silent.
function tick() {
  if (document.hidden) return;
  const silent = since(streamedAt) > SILENT;
  const closed = stream.readyState === EventSource.CLOSED;
  if ((silent || closed) && since(openedAt) > RECONNECT) open();
  if ((wanted || silent || closed) && since(fetchedAt) > POLL) refresh();
  showClock();
}

open();
setInterval(tick, 1000);
// A browser has six connections to a site: a tab in the background leaves them to others.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) stream.close();
  else open();
});

// ---- the panels ----
const turn = document.querySelector('[data-turn]');
const panels = [...turn.querySelectorAll('.turn__panel')];
const links = [...turn.querySelectorAll('.turn__nav a')];
const stop = turn.querySelector('.turn__stop');
// Where all panels fit below each other nothing turns.
const wide = matchMedia('(min-width: 85rem) and (min-aspect-ratio: 3/2)');
let at = Math.max(0, panels.findIndex(panel => `#${panel.id}` === location.hash));
let held = matchMedia('(prefers-reduced-motion: reduce)').matches;

function show(n) {
  at = n;
  panels.forEach((panel, k) => panel.classList.toggle('on', k === n));
  links.forEach((link, k) => (k === n ? link.setAttribute('aria-current', 'true') : link.removeAttribute('aria-current')));
}

function hold(on) {
  held = on;
  stop.textContent = held ? stop.dataset.go : stop.dataset.stop;
}

turn.classList.add('turn--live');
stop.hidden = false;
hold(held);
show(at);
links.forEach((link, k) => link.addEventListener('click', event => {
  if (!wide.matches) return;
  event.preventDefault();
  show(k);
}));
stop.addEventListener('click', () => hold(!held));
addEventListener('keydown', event => {
  if (event.key !== ' ' || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('a, button, summary')) return;
  event.preventDefault();
  hold(!held);
});
setInterval(() => {
  if (!held && !turn.matches(':hover, :focus-within')) show((at + 1) % panels.length);
}, Number(turn.dataset.turn) * 1000);
