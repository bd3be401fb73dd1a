// What holds for every page: nothing breaks while it loads, it fits the screen, and axe finds nothing.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { signIn } from './accounts.js';
import { everyPage, find } from './pages.js';
import { violations } from './axe.js';
import { DESKTOP, PHONE, none, visit } from './site.js';

const WIDTHS = [320, 390, 768, 1440, 1920];
const VIEWPORTS = [PHONE, DESKTOP];
const THEMES = ['light', 'dark'];

export function everyPageSuite(site) {
  describe('every page', { concurrency: 2 }, () => {
    for (const wanted of everyPage()) {
      test(`${wanted.name}, ${wanted.language}`, t => visit(site, {}, page => inspect(t, site, page, wanted)));
    }
  });
}

// One visit serves every check: loading is the dear part.
async function inspect(t, site, page, wanted) {
  if (wanted.as) await signIn(page, wanted.as, site.passwords[wanted.as]);
  const address = await find(page, wanted);
  // Leaving the page where the address stood cuts off what it still loads, its icon at times.
  await page.goto('about:blank');
  const troubles = watch(page, site.origin, wanted.status === 200 ? null : new URL(address, site.origin).href);
  const answer = await page.goto(address);
  assert.equal(answer.status(), wanted.status, address);
  await t.test(`fits ${WIDTHS.join(', ')} px`, () => fits(page, address));
  // A closed list of filters would hide its links from axe on a phone.
  await page.evaluate(() => document.querySelectorAll('details.facets').forEach(facets => { facets.open = true; }));
  for (const look of wanted.axe ? looks(wanted) : []) {
    await t.test(`axe, ${look.viewport.width} px, ${look.theme}`, () => accessible(page, address, look));
  }
  await t.test('loads cleanly', () => none(troubles, address));
}

// Without contrast both themes are the same to axe.
function looks({ contrast }) {
  const themes = contrast ? THEMES : THEMES.slice(0, 1);
  return VIEWPORTS.flatMap(viewport => themes.map(theme => ({ viewport, theme, contrast })));
}

// Errors in the console, requests that fail, requests to other hosts; collected while the page lives.
// `missing` is the one address that may be answered with an error. What an earlier page had asked for
// does not count.
function watch(page, origin, missing) {
  const troubles = [];
  const asked = new Set();
  page.on('console', message => {
    if (message.type() === 'error' && message.location().url !== missing) troubles.push(`console: ${message.text()}`);
  });
  page.on('pageerror', error => troubles.push(`script: ${error.message}`));
  page.on('request', request => {
    asked.add(request);
    if (!request.url().startsWith(`${origin}/`)) troubles.push(`asks another host: ${request.url()}`);
  });
  page.on('requestfailed', request => {
    if (asked.has(request)) troubles.push(`fails: ${request.url()} (${request.failure()?.errorText})`);
  });
  page.on('response', response => {
    if (response.status() >= 400 && response.url() !== missing) troubles.push(`${response.status()}: ${response.url()}`);
  });
  return troubles;
}

async function fits(page, address) {
  const wide = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    const sticking = await page.evaluate(stickingOut);
    if (sticking) wide.push(`${address} at ${width} px is ${sticking.width} px wide: ${sticking.elements.join(', ')}`);
  }
  none(wide, 'too wide');
}

// Runs in the page: null if it fits, else its width and the outermost elements that stick out.
function stickingOut() {
  const width = document.scrollingElement.scrollWidth;
  if (width <= innerWidth) return null;
  const wide = [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > innerWidth + 0.5);
  const outermost = wide.filter(element => !wide.includes(element.parentElement)).slice(0, 5);
  const said = element => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} to ${Math.round(element.getBoundingClientRect().right)}`;
  return { width, elements: outermost.map(said) };
}

async function accessible(page, address, { viewport, theme, contrast }) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: theme });
  none(await violations(page, { contrast }), `${address} at ${viewport.width} px, ${theme}`);
}
