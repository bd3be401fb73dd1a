import './suggestions.js';

// Modules for a few pages are loaded only there.
if (document.querySelector('svg.hall')) import('./hall.js');
if (document.querySelector('form[method=post], [data-draft-done]')) {
  import('./drafts.js');
  import('./upload.js');
}
if (document.querySelector('input[data-places]')) import('./places.js');
if (document.querySelector('form[data-selection]')) import('./selection.js');
if (document.querySelector('[data-copy]')) import('./copy.js');
if (document.querySelector('form[data-deal], form.paper, .run--desk')) import('./signing.js');
if (document.querySelector('body.screen')) import('./screen.js');

// Every page works without this module. It closes an open 口径 note on a click elsewhere, highlights a banner on the
// map while its row is hovered, and goes to the search box on "/".
const notes = document.querySelectorAll('details.def');
addEventListener('click', e => notes.forEach(d => { if (d.open && !d.contains(e.target)) d.open = false; }));
addEventListener('keydown', e => {
  if (e.key !== 'Escape') return;
  notes.forEach(d => { if (d.open) { d.open = false; d.querySelector('summary').focus(); } });
});
for (const row of document.querySelectorAll('.rank [data-b]')) {
  const place = document.querySelector(`.map [data-b="${row.dataset.b}"]`);
  const light = on => () => place?.classList.toggle('lit', on);
  row.addEventListener('pointerenter', light(true));
  row.addEventListener('pointerleave', light(false));
  row.addEventListener('focusin', light(true));
  row.addEventListener('focusout', light(false));
}
// Older browsers cannot show a closed <details> on wide screens by CSS alone.
const facets = document.querySelector('details.facets');
if (facets && !CSS.supports('selector(::details-content)')) {
  const wide = matchMedia('(min-width: 60rem)');
  const set = () => { facets.open = wide.matches; };
  set();
  wide.addEventListener('change', set);
}
addEventListener('keydown', e => {
  if (e.key !== '/' || e.ctrlKey || e.metaKey || e.altKey || e.target.closest('input, textarea, select')) return;
  e.preventDefault();
  (document.querySelector('main .search input') ?? document.querySelector('.mast .search input'))?.focus();
});
