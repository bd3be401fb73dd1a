// The big screen: its composition fits a hall's screen and paper, its panels turn, its clock tells when nothing is heard.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { signIn } from './accounts.js';
import { visit } from './site.js';

const HALL = { width: 1920, height: 1080 };
const LARGE = { width: 3840, height: 2160 };
const SMALLEST_NAME = 24;

export function screenSuite(site) {
  const open = task => visit(site, { viewport: HALL, reducedMotion: 'no-preference' }, task);
  describe('the big screen', () => {
    for (const path of ['/screen', '/en/screen']) {
      for (const viewport of [HALL, LARGE]) {
        test(`${path} is one composition at ${viewport.width} px`, () => visit(site, { viewport }, page => composed(page, path)));
      }
      test(`${path} is two landscape sheets on paper`, () => visit(site, {}, page => printed(page, path)));
    }
    test('panels turn, wait under the pointer, and stop on a key', () => open(turns));
    test('it does not turn for people who asked for less motion', () => visit(site, { viewport: HALL }, still));
    test('a change elsewhere is fetched within a second', () => open(page => follows(page, site)));
    test('its clock greys when nothing is heard', () => open(greys));
    test('it wakes from an hour of sleep to the present state', () => open(wakes));
    test('an old page, kept while the database is away, is no news', () => open(old));
    test('a clock that was set back stops nothing', () => open(setBack));
    test('it asks by itself where a proxy holds back the stream', () => open(polls));
  });
}

async function composed(page, path) {
  await page.goto(path);
  for (const link of await page.locator('.turn__nav a').all()) {
    await link.click();
    const { over, names } = await page.evaluate(measured);
    assert.deepEqual(over, [], `${path}: outside the screen`);
    assert.ok(names === null || names >= SMALLEST_NAME, `names on the map are ${names} px`);
  }
}

// Runs in the page: what is cut off by the edges of the screen, and the height of the map's names.
function measured() {
  const seen = [...document.querySelectorAll('body *')].filter(element => element.checkVisibility() && !element.closest('.band'));
  const outside = element => {
    const { right, bottom } = element.getBoundingClientRect();
    return right > innerWidth + 1 || bottom > innerHeight + 1;
  };
  const map = document.querySelector('.map');
  const name = map.querySelector('.name');
  const size = parseFloat(getComputedStyle(name).fontSize) * map.getScreenCTM().a;
  return { over: seen.filter(outside).map(element => `${element.tagName} ${element.className}`), names: map.checkVisibility() ? size : null };
}

async function printed(page, path) {
  await page.goto(path);
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)];
  const sheets = sizes.map(([, width, height]) => [width, height].map(points => Math.round((Number(points) * 25.4) / 72)));
  assert.deepEqual(sheets, [[297, 210], [297, 210]]);
}

const shown = page => page.locator('.turn__panel.on').getAttribute('id');

async function turns(page) {
  await page.clock.install();
  await page.goto('/screen');
  await page.mouse.move(0, 0);
  assert.equal(await shown(page), 'p-map');
  const after = async (seconds, panel, why) => {
    await page.clock.runFor(seconds * 1000);
    assert.equal(await shown(page), panel, why);
  };
  await after(9, 'p-rank', 'it has not turned after 8 s');
  await page.hover('#p-rank h3');
  await after(20, 'p-rank', 'it turns under the pointer');
  await page.mouse.move(0, 0);
  await after(8, 'p-goods', 'it has not gone on');
  await page.keyboard.press(' ');
  await after(20, 'p-goods', 'a key does not stop it');
  await page.keyboard.press(' ');
  await after(8, 'p-map', 'the key does not start it again');
}

async function still(page) {
  await page.clock.install();
  await page.goto('/screen');
  await page.clock.runFor(20_000);
  assert.equal(await shown(page), 'p-map');
  assert.equal(await page.locator('.turn__stop').textContent(), '继续');
}

// A supplier saves a profile; the screen shows names of organisations.
async function follows(page, site) {
  const login = 'supplier1';
  await visit(site, {}, async supplier => {
    await signIn(supplier, login, site.passwords[login]);
    await supplier.goto('/my/profile');
    const introduction = supplier.locator('#introduction');
    await introduction.fill(`${await introduction.inputValue()} 欢迎参观。`);
    await page.goto('/screen');
    await page.waitForFunction(() => document.querySelector('.clock__say').textContent === '实时');
    // What the connection itself fetches is over.
    await page.waitForTimeout(500);
    const fetched = page.waitForResponse(isPage, { timeout: 5000 });
    const saved = supplier.waitForResponse(response => response.request().method() === 'POST').then(() => Date.now());
    await supplier.getByRole('button', { name: '保存' }).click();
    await fetched;
    const took = Date.now() - await saved;
    assert.ok(took < 1000, `fetched after ${took} ms`);
  });
}

const isPage = response => response.request().resourceType() === 'fetch' && new URL(response.url()).pathname === '/screen';

async function greys(page) {
  await page.clock.install();
  await page.goto('/screen');
  await page.waitForFunction(() => document.querySelector('.clock__say').textContent === '实时');
  // Everything that could be news.
  await page.context().setOffline(true);
  await page.clock.runFor(32_000);
  assert.ok(await page.locator('.clock--stale').isVisible());
  assert.equal(await page.locator('.clock__say').textContent(), '30 秒没有新消息');
}

const live = page => page.waitForFunction(() => document.querySelector('.clock__say').textContent === '实时');

async function wakes(page) {
  await page.clock.install();
  await page.goto('/screen');
  await live(page);
  // Nothing runs for an hour, and the network is back only after the machine.
  await page.context().setOffline(true);
  await page.locator('.ceremony__sum').evaluate(sum => { sum.textContent = '一小时前'; });
  await page.clock.fastForward('01:00:00');
  await page.waitForFunction(() => document.querySelector('.clock--stale'));
  await page.context().setOffline(false);
  const fetched = page.waitForResponse(isPage);
  await page.clock.runFor(12_000);
  await fetched;
  await page.waitForFunction(() => !document.querySelector('.clock--stale'));
  assert.notEqual(await page.locator('.ceremony__sum').textContent(), '一小时前');
}

async function old(page) {
  await page.route('**/screen/events', () => {});
  await page.route('**/screen', async route => {
    if (route.request().resourceType() !== 'fetch') return route.continue();
    const answer = await route.fetch();
    return route.fulfill({ response: answer, headers: { ...answer.headers(), age: '3600' } });
  });
  await page.clock.install();
  await page.goto('/screen');
  // Its clock runs from here on.
  await live(page);
  const fetched = page.waitForResponse(isPage);
  await page.clock.runFor(32_000);
  await fetched;
  await page.waitForTimeout(300);
  assert.ok(await page.locator('.clock--stale').isVisible());
}

async function setBack(page) {
  await page.clock.install();
  await page.goto('/screen');
  await live(page);
  await page.clock.setSystemTime(Date.now() - 3_600_000);
  const fetched = page.waitForResponse(isPage);
  await page.clock.runFor(1_000);
  await fetched;
  await live(page);
  // It still greys, and does not wait for the lost hour to come again.
  await page.context().setOffline(true);
  await page.clock.runFor(32_000);
  assert.ok(await page.locator('.clock--stale').isVisible());
}

async function polls(page) {
  // A stream that says nothing.
  await page.route('**/screen/events', () => {});
  await page.clock.install();
  await page.goto('/screen');
  const asked = page.waitForRequest(request => request.resourceType() === 'fetch' && request.url().endsWith('/screen'));
  await page.clock.runFor(25_000);
  await (await asked).response();
  await page.waitForFunction(() => !document.querySelector('.clock--stale'));
}
