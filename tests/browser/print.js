// Printing: the records without controls; and the sheets made for printing.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { signIn } from './accounts.js';
import { none, visit } from './site.js';

const PX_PER_MM = 96 / 25.4;
// Within the margins of an upright page, and of the floor plan's page.
const A4 = { width: Math.floor(178 * PX_PER_MM), height: Math.floor(265 * PX_PER_MM) };
const A3 = { width: Math.floor(400 * PX_PER_MM), height: Math.floor(277 * PX_PER_MM) };

export function printSuite(site) {
  describe('on paper', () => {
    test('a visitor prints lists and records', () => visit(site, { viewport: A4, colorScheme: 'dark' }, async page => {
      for (const path of ['/', '/products', '/contracts', '/deliveries', '/statistics']) await readable(page, path);
      await page.emulateMedia({ media: 'screen' });
      await page.goto('/contracts');
      await readable(page, await page.locator('main .results a[href^="/contracts/"]').first().getAttribute('href'));
    }));
    test('the floor plan is one sheet of A3', () => visit(site, { viewport: A3 }, plan));
    test('the office prints its lists, booth cards and badges', () => visit(site, { viewport: A4 }, async page => {
      await signIn(page, 'organiser', site.passwords.organiser);
      for (const path of ['/admin/products', '/admin/organisations']) await readable(page, path);
      await sheets(page, '/admin/editions/3/booth-cards?zone=C', { each: '.boothcard', on: 2, wide: 210, high: 148.4 });
      await sheets(page, '/admin/editions/3/badges?zone=C', { each: '.badge', on: 10, wide: 90, high: 55 });
    }));
  });
}

async function readable(page, path) {
  await page.emulateMedia({ media: 'screen' });
  await page.goto(path);
  const before = await page.evaluate(records);
  await page.emulateMedia({ media: 'print' });
  assert.ok(before > 0 && await page.evaluate(records) === before, `${path} has ${before} records`);
  none(await page.evaluate(uselessOnPaper), `${path} on paper`);
}

// Runs in the page: the number of visible records.
function records() {
  return [...document.querySelectorAll('main :is(tbody tr, .cards > li, .facts > *, .steps > *, .label)')].filter(record => record.checkVisibility()).length;
}

// Runs in the page: controls, colours other than black or dark on white, and cut-off content.
function uselessOnPaper() {
  const seen = [...document.querySelectorAll('body *')].filter(element => element.checkVisibility());
  const name = element => `${element.tagName.toLowerCase()}.${[...element.classList].join('.')}`;
  const pressed = seen.filter(element => element.matches('nav, button, .btn, [role=search], [type=checkbox], [download], .skip'));
  const cut = seen.filter(element => element.closest('main') && element.getBoundingClientRect().right > innerWidth + 1);
  const paper = getComputedStyle(document.body).backgroundColor;
  const light = seen.filter(element => /^(H\d|TD|TH|DD)$/.test(element.tagName) && getComputedStyle(element).color.match(/\d+/g).slice(0, 3).every(part => part > 140));
  return [
    ...pressed.map(element => `${name(element)} is printed`),
    ...cut.slice(0, 5).map(element => `${name(element)} is cut off`),
    ...light.slice(0, 5).map(element => `${name(element)} is too light`),
    ...(paper === 'rgb(255, 255, 255)' ? [] : [`the paper is ${paper}`]),
  ];
}

async function plan(page) {
  await page.goto('/fairs/3/floor-plan');
  await page.emulateMedia({ media: 'print' });
  const { x, y, width, height } = await page.locator('svg.hall').boundingBox();
  assert.ok(x >= 0 && x + width <= A3.width && y + height <= A3.height, `the plan ends at ${x + width}, ${y + height}`);
  assert.ok(width > A3.width * 0.6, `the plan is ${width} px wide on a sheet of ${A3.width}`);
  none((await page.evaluate(uselessOnPaper)).filter(said => said.endsWith('printed')), 'the plan');
  for (const sheet of await pages(page)) assert.deepEqual(sheet, { width: 420, height: 297 });
}

// The number on each sheet of A4, each of its cutting size.
async function sheets(page, path, { each, on, wide, high }) {
  await page.emulateMedia({ media: 'screen' });
  await page.goto(path);
  await page.emulateMedia({ media: 'print' });
  const count = await page.locator(each).count();
  assert.ok(count > on, `${path} has only ${count}`);
  const { width, height } = await page.locator(each).first().boundingBox();
  for (const [is, wanted] of [[width, wide], [height, high]]) assert.ok(Math.abs(is / PX_PER_MM - wanted) < 0.2, `${each} is ${is / PX_PER_MM} mm, not ${wanted}`);
  const printed = await pages(page);
  assert.equal(printed.length, Math.ceil(count / on), `${path}: sheets for ${count}`);
  for (const sheet of printed) assert.deepEqual(sheet, { width: 210, height: 297 });
  assert.equal(await page.locator('h1').isVisible(), false, 'nothing but what is cut out');
}

// The pages as the browser prints them, in millimetres.
async function pages(page) {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const mm = points => Math.round((Number(points) * 25.4) / 72);
  return sizes.map(([, width, height]) => ({ width: mm(width), height: mm(height) }));
}
