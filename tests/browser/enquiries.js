// A visitor without an account sends an enquiry, the exhibitor answers; nobody else can read it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { signIn } from './accounts.js';
import { sendInVain } from './drafts.js';
import { DESKTOP, PHONE, visit } from './site.js';

const QUESTION = '食堂每周要 40 公斤，能送到东胜吗？';
const ANSWER = '能送，每周二、五各一次。';
// The organisation of supplier1.
const EXHIBITOR = '泊尔江海子镇示范肉羊';

export function enquiriesSuite(site) {
  describe('a visitor asks, the exhibitor answers', () => {
    test('on a phone, in Chinese, without JavaScript', () =>
      visit(site, { viewport: PHONE, javaScriptEnabled: false }, page => story(page, site, 'zh')));
    test('on a desktop, in English', () =>
      visit(site, { viewport: DESKTOP }, page => story(page, site, 'en')));
    test('a page that always says something takes no draft away', () => visit(site, {}, keepDraft));
  });
}

async function story(page, site, language) {
  const to = path => page.goto(`${language === 'en' ? '/en' : ''}${path}`);
  const name = language === 'en' ? 'Canteen of the test school' : '试验小学食堂';
  const thread = await ask(page, to, name);
  assert.equal(await page.locator('#link').inputValue(), thread, 'the link to keep is the page itself');
  await page.locator('p.said').waitFor();
  const own = await answer(page, to, name, site);
  await page.context().clearCookies();
  await page.goto(thread);
  assert.match(await page.locator('.thread__answer').innerText(), new RegExp(ANSWER));
  await signIn(page, 'supplier2', site.passwords.supplier2);
  assert.equal((await page.goto(own)).status(), 404, 'another supplier does not see it');
  await signInAnew(page, site, 'organiser');
  const watched = await (await to('/admin/enquiries')).text();
  for (const secret of [name, QUESTION, ANSWER]) assert.ok(!watched.includes(secret), `the office reads ${secret}`);
}

// Returns the private link.
export async function ask(page, to, name) {
  await to(`/exhibitors?q=${encodeURIComponent(EXHIBITOR)}`);
  await page.locator('main .cards h2 a').first().click();
  await page.locator('main .acts a[href$="/enquiry"]').click();
  await page.locator('#product').selectOption({ index: 1 });
  await page.locator('#text').fill(QUESTION);
  await page.locator('#name').fill(name);
  await page.locator('#phone').fill('13900000123');
  await page.locator('main form .btn--fill').click();
  await page.locator('.errors a[href="#consent"]').waitFor();
  assert.equal(await page.locator('#text').inputValue(), QUESTION, 'what was typed stays');
  assert.ok(await page.locator('.trap').evaluate(trap => trap.offsetWidth <= 1 && trap.querySelector('input').tabIndex < 0), 'people meet no trap');
  await page.locator('#consent').check();
  await page.locator('main form .btn--fill').click();
  await page.waitForURL(/\/enquiries\/[^/]+$/);
  return page.url();
}

async function signInAnew(page, site, person) {
  await page.context().clearCookies();
  await signIn(page, person, site.passwords[person]);
}

// Returns the address of the enquiry for the supplier.
async function answer(page, to, name, site) {
  await signInAnew(page, site, 'supplier1');
  await to('/my');
  await page.locator('.waits a[href*="/my/enquiries"]').click();
  await page.locator('main a.offer', { hasText: name }).click();
  const said = await page.locator('main').innerText();
  for (const wanted of ['13900000123', QUESTION]) assert.ok(said.includes(wanted), `the supplier reads ${wanted}`);
  await page.locator('#text').fill(ANSWER);
  await page.locator('form:has(#text) .btn--fill').click();
  await page.locator('p.said').waitFor();
  assert.match(await page.locator('.thread__answer').innerText(), new RegExp(ANSWER));
  return page.url();
}

async function keepDraft(page) {
  const thread = await ask(page, path => page.goto(path), '登记中的人');
  await page.goto('/register');
  await page.locator('#name').fill('断了线的合作社');
  await sendInVain(page, '提交旗区审核');
  await page.goto(thread, { waitUntil: 'networkidle' });
  assert.equal(await page.locator('p.said').count(), 1);
  await page.goto('/register');
  await page.getByRole('button', { name: '继续填写' }).waitFor();
}
