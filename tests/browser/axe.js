// axe-core in the page, with every rule of WCAG 2.0, 2.1 and 2.2 at the levels A and AA.

import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// Rows and entries of a long list look like the first ones. Contrast takes four fifths of the time, most of it for them.
const REPEATED = ['tbody tr:nth-child(n+9)', 'li:nth-child(n+13)'];

// Each violation as text: the rule, the elements, the problem. `structure`: every rule but the contrast of colours.
// `contrast`: that alone.
export async function violations(page, { structure, contrast }) {
  if (await page.evaluate(() => typeof axe === 'undefined')) await page.evaluate(axe.source);
  return [
    ...structure ? await run(page, { include: ['html'] }, everyRule()) : [],
    ...contrast ? await run(page, { include: ['html'], exclude: REPEATED }, onlyContrast()) : [],
  ];
}

// target-size is a rule of 2.2, and off unless enabled by name.
function everyRule() {
  const rules = { 'target-size': { enabled: true }, 'color-contrast': { enabled: false } };
  return { runOnly: { type: 'tag', values: TAGS }, rules };
}

function onlyContrast() {
  return { runOnly: { type: 'rule', values: ['color-contrast'] } };
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
