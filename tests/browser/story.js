// The whole way of a new exhibitor: an organiser opens the next edition; a bookkeeper registers on a phone, lists a
// product with a photo and a certificate and applies; banner and organisers decide; the public sees it.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DESKTOP, PHONE, visit } from './site.js';

const PASSWORD = 'nine goats by the well';

// Of a Dongsheng cooperative, with right check characters.
const PARTIES = {
  zh: { name: '试验牧民合作社', code: '93150602MA0TE5T113', phone: '13900000001', product: '试验风干牛肉', number: 'GF-STORY-1' },
  en: { name: '试验农民合作社', code: '93150602MA0TE5T126', phone: '13900000002', product: '试验沙棘汁', number: 'GF-STORY-2' },
};

export function storySuite(site) {
  describe('a new exhibitor', () => {
    test('from registration to a booth, on a phone, in Chinese, without JavaScript', () =>
      visit(site, { viewport: PHONE, javaScriptEnabled: false }, page => story(page, site, 'zh')));
    test('from registration to a booth, on a desktop, in English', () =>
      visit(site, { viewport: DESKTOP }, page => story(page, site, 'en')));
  });
}

async function story(page, site, language) {
  const party = PARTIES[language];
  const to = path => page.goto(`${language === 'en' ? '/en' : ''}${path}`);
  const as = person => signIn(page, to, person, site.passwords[person]);
  await as('organiser');
  const edition = await openApplications(page, to);
  const link = await register(page, to, party);
  await as('banner_officer1');
  await admit(page, to, party);
  await page.goto(link);
  await page.locator('main a[href$="/login"]').click();
  await signIn(page, to, party.phone, PASSWORD);
  await describeOneself(page, to);
  await listProduct(page, to, party);
  await enterCertificate(page, to, party);
  await apply(page, to, edition);
  await as('banner_officer1');
  await letThrough(page, to, party);
  await recommend(page, to, edition);
  await as('organiser');
  await approve(page, to, edition);
  await step(page, to, edition);
  await publish(page, to, edition);
  const booth = await giveBooth(page, to, edition);
  await look(page, to, edition, party, booth);
  await as('auditor');
  await to('/admin/audit?noun=exhibitors');
  const trail = await page.locator('main').innerText();
  for (const who of [party.phone, 'banner_officer1', 'organiser']) assert.ok(trail.includes(who), `the trail names ${who}`);
}

async function signIn(page, to, login, password) {
  await page.context().clearCookies();
  await to('/login');
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(password);
  await page.locator('main form button[type=submit]').click();
  await page.waitForURL(/\/(my|admin)$/);
}

export async function openApplications(page, to) {
  await to('/admin/editions/new');
  const ordinal = await page.locator('#ordinal').inputValue();
  const year = 2020 + Number(ordinal);
  await page.locator('#starts_on').fill(`${year}-09-22`);
  await page.locator('#ends_on').fill(`${year}-09-24`);
  await page.locator('main form.form button.btn--fill').click();
  await page.locator('.said').waitFor();
  await step(page, to, ordinal);
  return ordinal;
}

async function step(page, to, edition) {
  await to(`/admin/editions/${edition}`);
  await page.locator('form[action$="/step"] button').click();
  await page.locator('.said').waitFor();
}

export async function register(page, to, party) {
  await page.context().clearCookies();
  await to('/register');
  await page.locator('#name').fill(party.name);
  await page.locator('#kind').selectOption('cooperative');
  await page.locator('#credit_code').fill(`${party.code.slice(0, 17)}${party.code.endsWith('3') ? '4' : '3'}`);
  await page.locator('#place').fill('150602');
  await page.locator('#contact_name').fill('老王');
  await page.locator('#phone').fill(party.phone);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('#consent').check();
  await page.locator('main form button.btn--fill').click();
  await page.locator('.errors a[href="#credit_code"]').waitFor();
  assert.equal(await page.locator('#name').inputValue(), party.name, 'what was typed stays');
  await page.locator('#credit_code').fill(party.code);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('main form button.btn--fill').click();
  return page.locator('#link').inputValue();
}

async function admit(page, to, party) {
  await to('/admin/registrations?state=submitted');
  await page.locator('main tbody th a', { hasText: party.name }).click();
  await page.locator('input[name=party][value=new]').check();
  await page.locator('form[action$="/admission"] button').click();
  await page.locator('.said').waitFor();
}

async function describeOneself(page, to) {
  await to('/my/profile');
  await page.locator('#introduction').fill('全村一起养，一起卖。');
  await page.locator('main form.form button.btn--fill').click();
  await page.locator('.said').waitFor();
}

async function listProduct(page, to, party) {
  await to('/my/products/new');
  await page.locator('#category').selectOption({ index: 1 });
  await page.locator('#name').fill(party.product);
  await page.locator('#specification').fill('500 克一袋');
  await page.locator('#origin').fill('150602');
  await page.locator('#price').fill('88');
  await page.locator('#unit').selectOption('kg');
  await page.locator('#price_basis').selectOption('零售');
  await page.locator('input[name=months][value="9"]').check();
  await page.locator('main form.form button.btn--fill').click();
  await page.locator('.said').waitFor();
  await page.locator('a[href$="/photos"]').first().click();
  await page.locator('input[name=photos]').setInputFiles({ name: 'beef.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await page.locator('main form.form button.btn--fill').click();
  await page.locator('.shots img').first().waitFor();
}

async function enterCertificate(page, to, party) {
  await to('/my/certifications/new');
  await page.locator('#scheme').selectOption('green');
  await page.locator('#number').fill(party.number);
  await page.locator('#issuer').fill('中国绿色食品发展中心');
  await page.locator('#valid_from').fill('2020-01-01');
  await page.locator('#valid_to').fill('2022-12-31');
  await page.locator('input[name=products]').first().check();
  await page.locator('input[name=file]').setInputFiles({ name: 'scan.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await page.locator('main form.form button.btn--fill').click();
  await page.locator('main a.offer').first().waitFor();
}

async function apply(page, to, edition) {
  await to(`/my/applications/new?edition=${edition}`);
  await page.locator('input[name=chosen]').first().check();
  await page.locator('#contact_name').fill('老王');
  await page.locator('#contact_phone').fill('13900000000');
  await page.locator('main form.form button.btn--fill').click();
  await page.locator('.said').waitFor();
}

async function letThrough(page, to, party) {
  await to('/admin/products?state=submitted');
  await page.locator('main tbody th a', { hasText: party.product }).click();
  await page.locator('form[action$="/publication"] button').click();
  await page.locator('.said').waitFor();
  await to(`/admin/certifications?q=${party.number}`);
  await page.locator('main tbody th a').first().click();
  await page.locator('img.scan').waitFor();
  await page.locator('form[action$="/verification"] button').click();
  await page.locator('.said').waitFor();
}

async function recommend(page, to, edition) {
  await to(`/admin/applications?edition=${edition}&state=applied`);
  await page.locator('main tbody th a').first().click();
  await page.locator('form[action$="/recommendation"] button').click();
  await page.locator('.said').waitFor();
}

async function approve(page, to, edition) {
  await to(`/admin/applications?edition=${edition}&state=recommended`);
  await page.locator('main tbody th a').first().click();
  await page.locator('form[action$="/approval"] button').click();
  await page.locator('.said').waitFor();
}

async function publish(page, to, edition) {
  await to(`/admin/editions/${edition}/publication`);
  await page.locator('#contact').fill('组委会 0477-8580000');
  await page.locator('main form.form button.btn--fill').click();
  await page.locator('.said').waitFor();
}

async function giveBooth(page, to, edition) {
  await to(`/admin/editions/${edition}/booths?state=free`);
  const booth = (await page.locator('main tbody th a').first().innerText()).trim();
  await page.locator('#booth').fill(booth);
  await page.locator('main form.form--row button.btn--fill').click();
  await page.locator('.said').waitFor();
  return booth;
}

async function look(page, to, edition, party, booth) {
  await page.context().clearCookies();
  await to(`/exhibitors?edition=${edition}&q=${encodeURIComponent(party.name)}`);
  await page.locator('main .cards h2 a').first().click();
  const exhibitor = await page.locator('main').innerText();
  for (const said of [party.product, '全村一起养', booth]) assert.ok(exhibitor.includes(said), `the exhibitor's page says ${said}`);
  await to(`/products?edition=${edition}&certification=green&q=${encodeURIComponent(party.product)}`);
  await page.locator('main a.label').first().click();
  await page.locator('.gallery img').waitFor();
  assert.ok((await page.locator('main').innerText()).includes(party.number), 'its certificate is there');
  await to(`/fairs/${edition}/floor-plan?booth=${booth}`);
  assert.equal(await page.locator('svg.hall .lit').count(), 1);
}
