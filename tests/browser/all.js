// Starts the site once, runs all browser tests, and stops it.

import { after } from 'node:test';
import { accountsSuite } from './accounts.js';
import { ceremonySuite } from './ceremony.js';
import { contractsSuite } from './contracts.js';
import { deliveriesSuite } from './deliveries.js';
import { draftsSuite } from './drafts.js';
import { enquiriesSuite } from './enquiries.js';
import { everyPageSuite } from './every_page.js';
import { hallSuite } from './hall.js';
import { keyboardSuite } from './keyboard.js';
import { officeSuite } from './office.js';
import { paymentsSuite } from './payments.js';
import { printSuite } from './print.js';
import { salesSuite } from './sales.js';
import { screenSuite } from './screen.js';
import { signingSuite } from './signing.js';
import { close, open } from './site.js';
import { storySuite } from './story.js';
import { suggestionsSuite } from './suggestions.js';
import { tasksSuite } from './tasks.js';
import { trademarksSuite } from './trademarks.js';
import { weightSuite } from './weight.js';

const site = await open();
after(() => close(site));

tasksSuite(site);
keyboardSuite(site);
accountsSuite(site);
storySuite(site);
officeSuite(site);
draftsSuite(site);
enquiriesSuite(site);
hallSuite(site);
printSuite(site);
screenSuite(site);
signingSuite(site);
trademarksSuite(site);
contractsSuite(site);
deliveriesSuite(site);
paymentsSuite(site);
salesSuite(site);
suggestionsSuite(site);
weightSuite(site);
everyPageSuite(site);
ceremonySuite(site);
