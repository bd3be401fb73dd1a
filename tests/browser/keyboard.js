// Keyboard only: the order of focus, its visibility, and the two shortcuts of the script.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DESKTOP, PHONE, none, visit } from './site.js';

// Enough to pass the masthead and reach well into the page.
const STOPS = 45;

export function keyboardSuite(site) {
  for (const viewport of [PHONE, DESKTOP]) {
    const on = (path, task) => () => visit(site, { viewport }, async page => {
      await page.goto(path);
      await task(page);
    });
    describe(`keyboard alone, ${viewport.width} px`, { concurrency: 2 }, () => {
      test('the skip link is first and leads into the page', on('/', skip));
      test('/ goes to the search box of the site', on('/', page => search(page, '.mast input[type=search]')));
      test('/ goes to the search box of a list', on('/products', page => search(page, 'main input[type=search]')));
      test('Escape closes a definition and returns to where it was opened', on('/', closeDefinition));
      for (const path of ['/', '/products', '/contracts']) {
        test(`every stop on ${path} is seen`, on(path, walk));
      }
    });
  }
}

async function skip(page) {
  await page.keyboard.press('Tab');
  const link = page.locator(':focus');
  assert.equal(await link.getAttribute('href'), '#main');
  const { x, y } = await link.boundingBox();
  assert.ok(x >= 0 && y >= 0, `the skip link stays outside the window, at ${x}, ${y}`);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), 'the next stop is not in main');
}

async function search(page, box) {
  await page.keyboard.press('/');
  assert.ok(await page.locator(box).evaluate(input => input === document.activeElement), `${box} has no focus`);
  await page.keyboard.type('羊肉/');
  assert.equal(await page.locator(box).inputValue(), '羊肉/', 'a slash in the search box is a slash');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\?(.*&)?q=/);
  await page.locator('main a[href^="/products/"]').first().waitFor();
}

async function closeDefinition(page) {
  const definition = page.locator('details.def').filter({ visible: true }).first();
  await definition.locator('summary').focus();
  await page.keyboard.press('Enter');
  assert.equal(await definition.getAttribute('open'), '');
  await page.keyboard.press('Escape');
  assert.equal(await definition.getAttribute('open'), null);
  assert.ok(await definition.locator('summary').evaluate(summary => summary === document.activeElement));
}

async function walk(page) {
  const unseen = [];
  for (let stop = 1; stop <= STOPS; stop++) {
    await page.keyboard.press('Tab');
    const trouble = await page.evaluate(troubleWithFocus);
    if (trouble) unseen.push(`stop ${stop}: ${trouble}`);
  }
  none(unseen, page.url());
}

// Runs in the page: null if the focus is visible.
function troubleWithFocus() {
  const element = document.activeElement;
  if (element === document.body) return null;
  const name = `${element.tagName.toLowerCase()}.${[...element.classList].join('.')} “${element.textContent.trim().slice(0, 20)}”`;
  const drawn = element.ownerSVGElement && element.querySelector('path');
  const style = getComputedStyle(drawn || element);
  // A shape shows focus by its edge: an outline would be its bounding box, and another fill is too faint.
  if (drawn && (style.stroke === 'none' || parseFloat(style.strokeWidth) < 5)) return `${name} has no edge`;
  if (!drawn && (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2)) return `${name} has no outline`;
  const box = element.getBoundingClientRect();
  const dock = document.querySelector('.dock');
  const floor = dock && !dock.contains(element) && getComputedStyle(dock).display !== 'none' ? dock.getBoundingClientRect().top : innerHeight;
  if (box.top >= floor || box.bottom <= 0) return `${name} lies outside the window or under the dock, at ${Math.round(box.top)}`;
  return null;
}
