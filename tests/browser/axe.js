// axe-core in the page, with every rule of WCAG 2.0, 2.1 and 2.2 at the levels A and AA.

import axe from 'axe-core';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// Each violation as text: the rule, the elements, the problem. Contrast takes four fifths of the time: it can be left
// out if another language has checked the colours.
export async function violations(page, { contrast }) {
  if (await page.evaluate(() => typeof axe === 'undefined')) await page.evaluate(axe.source);
  // target-size is a rule of 2.2, and off unless enabled by name.
  const rules = { 'target-size': { enabled: true }, 'color-contrast': { enabled: contrast } };
  const options = { runOnly: { type: 'tag', values: TAGS }, rules, resultTypes: ['violations'] };
  const found = await page.evaluate(options => axe.run(document, options).then(results => results.violations), options);
  return found.map(described);
}

function described({ id, impact, help, nodes }) {
  const elements = nodes.map(node => `    ${node.target.join(' ')}\n      ${node.failureSummary.replaceAll('\n', '\n      ')}`);
  return `  ${id} (${impact}): ${help}, ${nodes.length} times\n${elements.slice(0, 5).join('\n')}`;
}
