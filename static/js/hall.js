// The floor plan. For visitors it highlights booths while they type. Organisers drag booths or move them with the
// arrow keys, which fills in the form below; the form saves. Without this module links and forms do both.

const hall = document.querySelector('svg.hall');
const search = document.querySelector('form[data-lights]');
if (search) light(search);
// Older browsers cannot show a closed <details> on wide screens by CSS alone; and a link into one opens it.
const zones = [...document.querySelectorAll('details.hallzone')];
const isWide = matchMedia('(min-width: 60rem)').matches;
for (const zone of zones) zone.open ||= isWide || location.hash === `#${zone.id}`;
addEventListener('hashchange', () => zones.forEach(zone => { zone.open ||= location.hash === `#${zone.id}`; }));
if (hall.hasAttribute('data-draws')) draw();
else hall.querySelector('.lit')?.scrollIntoView({ block: 'nearest', inline: 'center' });

function light(form) {
  const input = form.querySelector('input[type=search]');
  const said = document.querySelector('.hallfound');
  const rows = [...document.querySelectorAll('.booths li')];
  const squeeze = text => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');
  // Name, booth, banner and produce as written; pinyin in full and by its initials.
  const kept = rows.map(row => {
    const also = row.dataset.also.toLowerCase();
    return { row, booth: document.getElementById(row.dataset.at), text: `${squeeze(row.textContent)} ${squeeze(also)} ${also.split(/\s+/).map(word => word[0] ?? '').join('')}` };
  });
  // A page with a search result lists only the matches: the server knows more.
  if (hall.classList.contains('hall--searched')) return;
  const show = () => {
    const words = input.value.trim().split(/\s+/).map(squeeze).filter(Boolean);
    let lit = 0;
    for (const { row, booth, text } of kept) {
      const is = words.length > 0 && words.every(word => text.includes(word));
      lit += is;
      row.hidden = words.length > 0 && !is;
      booth?.classList.toggle('lit', is);
    }
    hall.classList.toggle('hall--searched', words.length > 0);
    for (const zone of document.querySelectorAll('.hallzone')) {
      zone.hidden = words.length > 0 && !zone.querySelector('li:not([hidden])');
      zone.open ||= words.length > 0;
    }
    said.textContent = words.length === 0 ? '' : lit > 0 ? said.dataset.some.replace('{}', lit) : said.dataset.none;
  };
  input.addEventListener('input', event => { if (!event.isComposing) show(); });
  input.addEventListener('compositionend', show);
}

function draw() {
  const STEP = 0.5;
  const form = document.getElementById('booth-form');
  const removal = document.getElementById('booth-removal');
  const field = name => form.elements[name];
  const place = booth => {
    const rect = booth.querySelector('rect');
    return Object.fromEntries(['x', 'y', 'width', 'height'].map(name => [name, Number(rect.getAttribute(name))]));
  };
  const saved = new Map([...hall.querySelectorAll('a.b')].map(booth => [booth, place(booth)]));
  let chosen = hall.querySelector('a.lit');

  function put(booth, { x, y, width, height }) {
    const rect = booth.querySelector('rect');
    const text = booth.querySelector('text');
    for (const [name, value] of Object.entries({ x, y, width, height })) rect.setAttribute(name, value);
    text.setAttribute('x', x + width / 2);
    text.setAttribute('y', y + height / 2 + 0.45);
    let clashes = false;
    for (const other of saved.keys()) {
      const its = place(other);
      const hit = other !== booth && x < its.x + its.width && its.x < x + width && y < its.y + its.height && its.y < y + height;
      other.classList.toggle('hit', hit);
      clashes ||= hit;
    }
    booth.classList.toggle('clash', clashes);
  }

  // One booth at a time: an unsaved move is undone.
  function choose(booth) {
    if (chosen === booth) return;
    if (chosen) {
      put(chosen, saved.get(chosen));
      chosen.classList.remove('lit');
    }
    chosen = booth;
    booth.classList.add('lit');
    const id = booth.id.slice(2);
    const code = booth.getAttribute('aria-label');
    form.closest('section').hidden = false;
    form.action = `${form.dataset.path}/${id}/place`;
    removal.action = `${form.dataset.path}/${id}/removal`;
    document.getElementById('booth-code').textContent = code;
    field('version').value = booth.dataset.v;
    field('number').value = code.split('-')[1];
    fill(place(booth));
  }

  function fill({ x, y, width, height }) {
    for (const [name, value] of Object.entries({ x, y, width, depth: height })) field(name).value = value;
  }

  const snap = metres => Math.max(0, Math.round(metres / STEP) * STEP);

  function at(event) {
    return new DOMPoint(event.clientX, event.clientY).matrixTransform(hall.getScreenCTM().inverse());
  }

  hall.addEventListener('pointerdown', event => {
    const booth = event.target.closest('a.b');
    // A finger scrolls the plan until a booth is chosen.
    if (!booth || event.button !== 0 || (event.pointerType === 'touch' && booth !== chosen)) return;
    const from = at(event);
    const began = place(booth);
    let moved = false;
    const move = event => {
      const to = at(event);
      if (!moved && Math.hypot(to.x - from.x, to.y - from.y) < STEP) return;
      if (!moved) choose(booth);
      moved = true;
      booth.classList.add('moving');
      const now = { ...began, x: snap(began.x + to.x - from.x), y: snap(began.y + to.y - from.y) };
      put(booth, now);
      fill(now);
    };
    const end = () => {
      booth.classList.remove('moving');
      hall.removeEventListener('pointermove', move);
    };
    booth.setPointerCapture(event.pointerId);
    hall.addEventListener('pointermove', move);
    booth.addEventListener('pointerup', end, { once: true });
    booth.addEventListener('pointercancel', end, { once: true });
  });
  hall.addEventListener('dragstart', event => event.preventDefault());
  hall.addEventListener('click', event => {
    const booth = event.target.closest('a.b');
    if (!booth || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(booth);
  });
  hall.addEventListener('keydown', event => {
    const steps = { ArrowLeft: [-STEP, 0], ArrowRight: [STEP, 0], ArrowUp: [0, -STEP], ArrowDown: [0, STEP] };
    const booth = event.target.closest('a.b');
    const step = steps[event.key];
    if (!booth || !step || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(booth);
    const now = place(booth);
    const next = { ...now, x: snap(now.x + step[0]), y: snap(now.y + step[1]) };
    put(booth, next);
    fill(next);
  });
  // The drawing follows the typed values, also refused ones.
  const follow = () => {
    const [x, y, width, height] = ['x', 'y', 'width', 'depth'].map(name => Number(field(name).value));
    if (chosen && [x, y, width, height].every(Number.isFinite) && width > 0 && height > 0) put(chosen, { x, y, width, height });
  };
  form.addEventListener('input', follow);
  if (chosen) follow();
}
