// Checks for every page: no errors while it loads, it fits the screen, and axe finds nothing.

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

// Every user signs in once.
const sessions = new Map();

function session(site, person) {
  const begin = () => visit(site, {}, async page => {
    await signIn(page, person, site.passwords[person]);
    return page.context().cookies();
  });
  if (!sessions.has(person)) sessions.set(person, begin());
  return sessions.get(person);
}

// One visit serves every check: loading is expensive.
async function inspect(t, site, page, wanted) {
  if (wanted.as) await page.context().addCookies(await session(site, wanted.as));
  const { troubles, status } = await (wanted.reach ? reach : open)(page, wanted, site);
  const address = page.url();
  assert.equal(status, wanted.status, address);
  await t.test(`fits ${WIDTHS.join(', ')} px`, () => fits(page, address));
  // A closed list of filters would hide its links from axe on a phone.
  await page.evaluate(() => document.querySelectorAll('details.facets').forEach(facets => { facets.open = true; }));
  for (const look of wanted.axe ? looks(wanted) : []) {
    await t.test(`axe, ${look.viewport.width} px, ${look.theme}`, () => accessible(page, address, look));
  }
  // An expected error page is not an error.
  const real = troubles.filter(({ url }) => status === 200 || url !== address);
  await t.test('loads cleanly', () => none(real.map(({ said }) => said), address));
}

async function open(page, wanted, site) {
  const address = await find(page, wanted, site);
  // Leaving the page may abort its pending requests, such as its icon.
  await page.goto('about:blank');
  const troubles = watch(page, site.origin);
  return { troubles, status: (await page.goto(address)).status() };
}

// Troubles of the preparing pages do not count.
async function reach(page, { reach, prefix }, site) {
  const troubles = watch(page, site.origin);
  page.on('framenavigated', () => troubles.splice(0));
  let status;
  page.on('response', response => { if (response.request().isNavigationRequest()) status = response.status(); });
  await reach(page, path => page.goto(prefix + path), site);
  await page.waitForLoadState();
  return { troubles, status };
}

// The two themes differ in their colours alone.
function looks({ contrast }) {
  const themes = contrast ? THEMES : THEMES.slice(0, 1);
  return VIEWPORTS.flatMap(viewport => themes.map((theme, n) => ({ viewport, theme, contrast, structure: n === 0 })));
}

// Errors in the console, failed requests, requests to other hosts; collected while the page lives, each with its
// address. Requests of an earlier page do not count.
function watch(page, origin) {
  const troubles = [];
  const asked = new Set();
  const note = (said, url) => troubles.push({ said, url });
  page.on('console', message => {
    if (message.type() === 'error') note(`console: ${message.text()}`, message.location().url);
  });
  page.on('pageerror', error => note(`script: ${error.message}`));
  page.on('request', request => {
    asked.add(request);
    if (!request.url().startsWith(`${origin}/`)) note(`asks another host: ${request.url()}`, request.url());
  });
  page.on('requestfailed', request => {
    if (asked.has(request)) note(`fails: ${request.url()} (${request.failure()?.errorText})`, request.url());
  });
  page.on('response', response => {
    if (response.status() >= 400) note(`${response.status()}: ${response.url()}`, response.url());
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

// Runs in the page: null if it fits, else its width and the outermost overflowing elements.
function stickingOut() {
  const width = document.scrollingElement.scrollWidth;
  if (width <= innerWidth) return null;
  const wide = [...document.querySelectorAll('body *')].filter(element => element.getBoundingClientRect().right > innerWidth + 0.5);
  const outermost = wide.filter(element => !wide.includes(element.parentElement)).slice(0, 5);
  const said = element => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} to ${Math.round(element.getBoundingClientRect().right)}`;
  return { width, elements: outermost.map(said) };
}

async function accessible(page, address, { viewport, theme, contrast, structure }) {
  await page.setViewportSize(viewport);
  await page.emulateMedia({ colorScheme: theme });
  none(await violations(page, { structure, contrast }), `${address} at ${viewport.width} px, ${theme}`);
}
