// axe-core in the page, with every rule of WCAG 2.0, 2.1 and 2.2 at the levels A and AA.

import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// Each violation as text: the rule, the elements, the problem. `structure`: every rule but the contrast of colours.
// `contrast`: that alone.
export async function violations(page, { structure, contrast }) {
  if (await page.evaluate(() => typeof axe === 'undefined')) await page.evaluate(axe.source);
  // Contrast takes four fifths of the time, most of it for the rows of long lists.
  if (contrast) await page.evaluate(markRepeated);
  return [
    ...structure ? await run(page, { include: ['html'] }, everyRule()) : [],
    ...contrast ? await run(page, { include: ['html'], exclude: ['[data-repeated]'] }, onlyColours()) : [],
  ];
}

// target-size is a rule of 2.2, and off unless enabled by name.
function everyRule() {
  const rules = { 'target-size': { enabled: true }, 'color-contrast': { enabled: false } };
  return { runOnly: { type: 'tag', values: TAGS }, rules };
}

function onlyColours() {
  return { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } };
}

// Runs in the page: marks rows and entries that consist of the same elements and classes as two earlier ones beside
// them. Two, since every other row may have its own ground.
function markRepeated() {
  const kind = element => [element, ...element.querySelectorAll('*')]
    .map(({ tagName, className, attributes }) => `${tagName} ${className.baseVal ?? className} ${attributes['aria-current']?.value ?? ''}`);
  for (const list of document.querySelectorAll('tbody, ul, ol')) {
    const seen = new Map();
    for (const entry of list.children) {
      const shape = [...new Set(kind(entry))].sort().join();
      const times = seen.get(shape) ?? 0;
      if (times >= 2) entry.setAttribute('data-repeated', '');
      seen.set(shape, times + 1);
    }
  }
}

async function run(page, context, options) {
  const found = await page.evaluate(
    ({ context, options }) => axe.run(context, { ...options, resultTypes: ['violations'] }).then(results => results.violations),
    { context, options },
  );
  return found.map(described);
}

function described({ id, impact, help, nodes }) {
  const elements = nodes.map(node => `    ${node.target.join(' ')}\n      ${node.failureSummary.replaceAll('\n', '\n      ')}`);
  return `  ${id} (${impact}): ${help}, ${nodes.length} times\n${elements.slice(0, 5).join('\n')}`;
}
