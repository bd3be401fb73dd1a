import { chromium } from 'playwright-core';
import fs from 'fs';
const base = 'http://127.0.0.1:8491';
const rows = fs.readFileSync('/tmp/demo99/demo-accounts.csv', 'utf8').trim().split('\n').map((l) => l.split(','));
const acc = (who) => rows.find((r) => r[0] === who || r[1] === who);
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
async function as(who, width, dark) {
  const ctx = await b.newContext({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light' });
  const p = await ctx.newPage();
  await p.goto(base + '/login');
  const r = acc(who); const login = who; const pw = r[r.indexOf(who) + 1];
  await p.fill('input[name=login]', login); await p.fill('input[name=password]', pw);
  await p.click('form[action$="/login"] button');
  await p.waitForLoadState();
  return p;
}
const shot = (p, n) => p.screenshot({ path: `/tmp/shots/${n}.png`, fullPage: true });
fs.mkdirSync('/tmp/shots', { recursive: true });
for (const width of [390, 1440]) {
  const p = await as('buyer1', width, width === 390);
  await p.goto(base + '/my/payments'); await shot(p, `list-${width}`);
  await p.goto(base + '/my/payments/new'); await shot(p, `choose-${width}`);
  await p.click('.loads a.offer'); await p.waitForLoadState();
  await p.fill('#amount', '14.8'); 
  if (await p.$('button[value=oldest]')) { await p.click('button[value=oldest]'); await p.waitForLoadState(); }
  await shot(p, `enter-${width}`);
  await p.fill('#number', '银付 0928-' + width); await p.click('.sticky-acts button'); await p.waitForLoadState();
  await shot(p, `show-${width}`);
  await p.goto(base + '/my/three-way'); await shot(p, `three-${width}`);
  const q = await as('organiser', width, false);
  await q.goto(base + '/admin/three-way?verdict=check'); await shot(q, `check-${width}`);
  await q.goto(base + '/admin/payments'); await shot(q, `office-${width}`);
  await p.goto(base + '/my/statement'); await shot(p, `statement0-${width}`);
}
await b.close();
