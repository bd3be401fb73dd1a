// A load is recorded by its supplier, accepted in part and disputed by its buyer, and the dispute is settled.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { DESKTOP, PHONE, visit } from './site.js';

export function deliveriesSuite(site) {
  describe('a load from the village to the canteen', () => {
    test('is recorded, accepted in part, disputed and settled on a phone, without JavaScript', () =>
      story(site, { viewport: PHONE, javaScriptEnabled: false }));
    test('is recorded, accepted in part, disputed and settled on a desktop', () =>
      story(site, { viewport: DESKTOP }));
  });
}

async function story(site, options) {
  const { number, buyer, supplier } = await recorded(site, options);
  await visit(site, options, async page => {
    await enter(page, site, buyer);
    await acceptedInPart(page, number);
  });
  await visit(site, options, async page => {
    await enter(page, site, supplier);
    await open(page, number);
    const dispute = page.locator('.dispute').first();
    await dispute.locator('input[name=accepted]').fill('0');
    await dispute.locator('form[action$="/offer"] button').click();
    await page.locator('.said').waitFor();
  });
  await visit(site, options, async page => {
    await enter(page, site, buyer);
    await open(page, number);
    await page.locator('form[action$="/agreement"] button').click();
    await page.locator('.said').waitFor();
    assert.equal(await page.locator('.dispute').count(), 0);
  });
}
