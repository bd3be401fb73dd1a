// Pages that exist only after some action: the actions, done through the interface.

import { createHmac } from 'node:crypto';
import { signIn } from './accounts.js';
import { ask } from './enquiries.js';
import { HEADS, send } from './office.js';
import { openApplications, register } from './story.js';
import { visit } from './site.js';

const PASSWORD = 'nine goats by the well';
const PARTY = { name: '试验登记合作社', code: '93150602MA0TE5T139', phone: '13900000003' };

const goto = page => path => page.goto(path);

async function signInAnew(page, site, person) {
  await page.context().clearCookies();
  await signIn(page, person, site.passwords[person]);
}

// Done once, however many pages need it; each returns an address.
function once(act) {
  let done;
  return site => (done ??= visit(site, {}, async page => new URL(await act(page, site), site.origin).pathname));
}

// One after the other: both languages change the same record.
let turn = Promise.resolve();
function alone(act) {
  return (...given) => (turn = turn.catch(() => {}).then(() => act(...given)));
}

export const askedThread = once(page => ask(page, goto(page), '询价的人'));

export const registration = once(page => register(page, goto(page), PARTY));

export const photos = once(async (page, site) => {
  await signInAnew(page, site, 'supplier1');
  await page.goto('/my/products');
  await page.locator('main a[href$="/photos"]').first().click();
  const picture = { mimeType: 'image/png', buffer: await page.screenshot() };
  await page.locator('input[name=photos]').setInputFiles([{ name: 'front.png', ...picture }, { name: 'back.png', ...picture }]);
  await page.locator('form[data-upload] .btn--fill').click();
  await page.locator('p.said').waitFor();
  return page.url();
});

export const application = once(async (page, site) => {
  await signInAnew(page, site, 'organiser');
  const edition = await openApplications(page, goto(page));
  await signInAnew(page, site, 'supplier1');
  await page.goto(`/my/applications/new?edition=${edition}`);
  await page.locator('input[name=chosen]').first().check();
  await page.locator('#contact_name').fill('老王');
  await page.locator('#contact_phone').fill('13900000000');
  await page.locator('#note').fill('要一个冷柜插座');
  await page.locator('main form.form .btn--fill').click();
  await page.waitForURL(/\/my\/applications\/\d+$/);
  return page.url();
});

export const certificate = once(async (page, site) => {
  await signInAnew(page, site, 'supplier1');
  await page.goto('/my/certifications/new');
  await page.locator('#scheme').selectOption({ index: 1 });
  await page.locator('#number').fill('试验-0001');
  await page.locator('#issuer').fill('发证的机构');
  await page.locator('#valid_from').fill('2020-01-01');
  await page.locator('input[name=products]').first().check();
  await page.locator('input[name=file]').setInputFiles({ name: 'scan.png', mimeType: 'image/png', buffer: await page.screenshot() });
  await page.locator('main form.form .btn--fill').click();
  await page.locator('p.said').waitFor();
  await page.locator('.offers li', { hasText: '试验-0001' }).locator('a.offer').click();
  await page.locator('#issuer').waitFor();
  return page.url();
});

export const publication = once(async (page, site) => {
  await signInAnew(page, site, 'organiser');
  await page.goto('/admin/applications?edition=3&state=recommended');
  await page.locator('main tbody th a').first().click();
  await page.locator('form[action$="/approval"] button').click();
  await page.locator('p.said').waitFor();
  return '/admin/editions/3/publication';
});

// One valid row, and one refused row with its reasons.
export const importPreview = once(async (page, site) => {
  await signInAnew(page, site, 'organiser');
  await page.goto('/admin/organisations?kind=cooperative');
  const number = (await page.locator('table.dense tbody tr').first().locator('td').first().innerText()).trim();
  await send(page, goto(page), `${HEADS}\n${number},试验羊排,1公斤,羊肉,公斤,88,零售,150624,1-12\n${number},试验酥油,,没有这一类,桶,很贵,零售,火星,13\n`);
  return page.url();
});

export const invitation = once(async (page, site) => {
  await signInAnew(page, site, 'administrator');
  await invite(page, goto(page), '13800000901');
  return page.locator('#link').inputValue();
});

async function invite(page, to, login) {
  await to('/admin/users/new');
  await page.locator('#login').fill(login);
  await page.locator('#name').fill('丙(演示)');
  await page.locator('input[name=role][value=organiser]').check();
  await page.locator('main form .btn--fill').click();
  await page.locator('#link').waitFor();
}

// A user with a second factor, in a separate account.
const guarded = once(async (page, site) => {
  const login = '13800000902';
  await signInAnew(page, site, 'administrator');
  await invite(page, goto(page), login);
  const link = await page.locator('#link').inputValue();
  await page.context().clearCookies();
  await page.goto(link);
  for (const field of ['#new', '#again']) await page.locator(field).fill(PASSWORD);
  await page.locator('main form .btn--fill').click();
  await page.waitForURL(/\/login$/);
  await signIn(page, login, PASSWORD);
  await page.goto('/account/second-factor');
  await page.locator('#code').fill(digits(await page.locator('input[name=secret]').inputValue()));
  await page.locator('#password').fill(PASSWORD);
  await page.locator('form:has(#code) .btn--fill').click();
  await page.locator('p.said').waitFor();
  return `/${login}`;
});

// RFC 6238, like an authenticator.
function digits(secret) {
  const bits = [...secret].map(letter => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map(byte => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const hash = createHmac('sha1', key).update(counter).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, '0');
}

// The following actions happen in the page under test.

let invited = 13800000910;

export function makeInvitation(page, to) {
  return invite(page, to, String(invited++));
}

export async function awaitCode(page, to, site) {
  const login = (await guarded(site)).slice(1);
  await to('/login');
  await page.locator('#login').fill(login);
  await page.locator('#password').fill(PASSWORD);
  await page.locator('main form .btn--fill').click();
  await page.waitForURL(/\/login\/code/);
}

// Somebody else saves `field` of a record first. `link`: to the record, on the list at `address`, which may have to
// be created first.
export function conflict(field, address, link) {
  return alone(async (page, to, site) => {
    await to(typeof address === 'function' ? await address(site) : address);
    if (link) await page.locator(link).first().click();
    await page.locator(field).waitFor();
    const other = await page.context().newPage();
    await other.goto(page.url());
    await save(other, field, '别人先存的');
    await other.locator('p.said').waitFor();
    await other.close();
    await save(page, field, '我后存的');
    await page.locator('table.versus').waitFor();
  });
}

async function save(page, field, words) {
  await page.locator(field).fill(`${words}：${new URL(page.url()).pathname}`);
  await page.locator(`form:has(${field}) .sticky-acts .btn--fill`).click();
}
