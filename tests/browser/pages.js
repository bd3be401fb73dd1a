// One page of every kind. A page with an unknown id is opened from a list, as a visitor would.

import * as acts from './acts.js';

// The colours are those of the Chinese page.
const LANGUAGES = {
  zh: { language: '中文', prefix: '', contrast: true },
  en: { language: 'English', prefix: '/en', contrast: false },
};

// as: the signed-in user.
// prepare: a preparation, done once; it returns the address unless there is another.
// reach: an action in the page itself, whose answer is the page.
// and: appended to the address.
// only: the single language of the page.
// axe: the languages for axe; the other checks run in both.
const both = ['zh', 'en'];
const chinese = ['zh'];

const KINDS = [
  { name: 'home', path: '/', axe: both },
  { name: 'the editions', path: '/fairs', axe: chinese },
  { name: 'an edition', path: '/fairs/3', axe: both },
  { name: 'the floor plan', path: '/fairs/3/floor-plan', axe: both },
  { name: 'a booth on the floor plan', path: '/fairs/3/floor-plan?booth=A-012', axe: chinese },
  { name: 'sales at the fair', path: '/fairs/2/sales', axe: chinese },
  { name: 'exhibitors', path: '/exhibitors', axe: chinese },
  { name: 'an exhibitor', from: '/exhibitors', link: 'main .cards h2 a', axe: both },
  { name: 'products', path: '/products', axe: both },
  { name: 'a product with certificates', from: '/products?certification=organic', link: 'main a.label', axe: both },
  { name: 'a product without certificates', from: '/products?q=羊肉', link: 'main a.label:has(.label__cert.muted)', axe: chinese },
  { name: 'projects', path: '/projects', axe: chinese },
  { name: 'an open project', from: '/projects?edition=3&stage=open', link: 'main .table th a', axe: chinese },
  { name: 'a converted project', from: '/projects?edition=2&stage=converted', link: 'main .table th a', axe: both },
  { name: 'agreements', path: '/agreements', axe: chinese },
  { name: 'an agreement', from: '/agreements', link: 'main .results a[href*="/agreements/"]', axe: chinese },
  { name: 'contracts', path: '/contracts', axe: both },
  { name: 'a contract', from: '/contracts', link: 'main .results a[href*="/contracts/"]', axe: both },
  { name: 'deliveries', path: '/deliveries', axe: chinese },
  { name: 'a delivery', from: '/deliveries', link: 'main .table th a', axe: chinese },
  { name: 'payments', path: '/payments', axe: chinese },
  { name: 'buyers', path: '/buyers', axe: chinese },
  { name: 'a buyer', from: '/buyers', link: 'main a[href*="/buyers/"]', axe: chinese },
  { name: 'brands', path: '/brands', axe: chinese },
  { name: 'a brand', from: '/brands', link: 'main a[href*="/brands/"]', axe: chinese },
  { name: 'banners', path: '/banners', axe: chinese },
  { name: 'a banner', path: '/banners/150624', axe: both },
  { name: 'villages', path: '/villages', axe: chinese },
  { name: 'a village', from: '/villages?with=contracts', link: 'main a[href*="/villages/"]', axe: chinese },
  { name: 'the big screen', path: '/screen', axe: both },
  { name: 'the statistics', path: '/statistics', axe: both },
  { name: 'an indicator', path: '/statistics/purchased', axe: both },
  { name: 'about', path: '/about', axe: chinese },
  { name: 'the documentation of the interface', path: '/api/docs', only: 'zh', axe: chinese },
  { name: 'the door', path: '/login', axe: both },
  { name: 'an invitation that is gone', path: '/invitations/x', status: 410, axe: chinese },
  { name: 'the desk', as: 'auditor', path: '/admin', axe: both },
  { name: 'one\'s own home', as: 'supplier1', path: '/my', axe: both },
  { name: 'a village team\'s home', as: 'village_team1', path: '/my', axe: chinese },
  { name: 'one\'s own products', as: 'supplier1', path: '/my/products', axe: both },
  { name: 'a product to be listed', as: 'supplier1', path: '/my/products/new', axe: both },
  { name: 'a product of one\'s own', as: 'supplier1', from: '/my/products', link: 'main a.offer', axe: chinese },
  { name: 'products under review', as: 'organiser', path: '/admin/products', axe: both },
  { name: 'several products to be returned', as: 'organiser', path: '/admin/products/selection?act=return&id=1&id=2', axe: both },
  { name: 'a search of the office', as: 'organiser', path: '/admin/search?q=yangrou', axe: both },
  { name: 'a product under review', as: 'banner_officer1', from: '/admin/products', link: 'main tbody th a', axe: chinese },
  { name: 'the imports', as: 'organiser', path: '/admin/imports', axe: both },
  { name: 'the imports as an auditor reads them', as: 'auditor', path: '/admin/imports', axe: chinese },
  { name: 'the editions in the office', as: 'organiser', path: '/admin/editions', axe: both },
  { name: 'an edition to be planned', as: 'organiser', path: '/admin/editions/new', axe: both },
  { name: 'an edition in the office', as: 'organiser', path: '/admin/editions/3', axe: both },
  { name: 'an edition as an auditor reads it', as: 'auditor', path: '/admin/editions/3', axe: chinese },
  { name: 'the plan to be drawn', as: 'organiser', path: '/admin/editions/3/floor-plan', axe: both },
  { name: 'a zone to be drawn', as: 'organiser', from: '/admin/editions/3/floor-plan', link: 'main a.offer', axe: chinese },
  { name: 'who stands where', as: 'organiser', path: '/admin/editions/3/booths', axe: both },
  { name: 'a booth', as: 'organiser', from: '/admin/editions/3/booths', link: 'main tbody th a', axe: both },
  { name: 'the signing desk', as: 'organiser', path: '/admin/fairs/3/signing', axe: both },
  { name: 'a deal at the desk', as: 'organiser', from: '/admin/fairs/3/signing', link: '.run--desk b a', axe: both },
  { name: 'agreements in the office', as: 'organiser', path: '/admin/agreements', axe: chinese },
  { name: 'an agreement to be entered', as: 'organiser', path: '/admin/agreements/new', axe: both },
  { name: 'a draft of an agreement', as: 'organiser', from: '/admin/agreements?state=draft', link: 'main tbody th a', axe: chinese },
  { name: 'a signed agreement in the office', as: 'organiser', from: '/admin/agreements?state=signed', link: 'main tbody th a', axe: both },
  { name: 'contracts in the office', as: 'organiser', path: '/admin/contracts', axe: chinese },
  { name: 'a contract to be entered', as: 'organiser', path: '/admin/contracts/new', axe: both },
  { name: 'a draft of a contract', as: 'organiser', from: '/admin/contracts?state=draft', link: 'main tbody th a', axe: both },
  { name: 'deliveries in the office', as: 'organiser', path: '/admin/deliveries', axe: chinese },
  { name: 'a disputed delivery in the office', as: 'organiser', from: '/admin/deliveries?stage=disputed', link: 'main tbody th a', axe: both },
  { name: 'the choice of a contract for a load', as: 'supplier1', path: '/my/deliveries/new', axe: chinese },
  { name: 'a load to be recorded', as: 'supplier1', path: '/my/deliveries/new?contract=none', axe: both },
  { name: 'deliveries of a buyer', as: 'buyer1', path: '/my/deliveries', axe: both },
  { name: 'a delivery of a buyer', as: 'buyer1', from: '/my/deliveries', link: 'main .loads a', axe: chinese },
  { name: 'payments of a buyer', as: 'buyer1', path: '/my/payments', axe: both },
  { name: 'the choice of who is paid', as: 'buyer1', path: '/my/payments/new', axe: chinese },
  { name: 'a payment to be recorded', as: 'buyer1', from: '/my/payments/new', link: 'main .loads a', axe: both },
  { name: 'a payment of a buyer', as: 'buyer1', from: '/my/payments', link: 'main .loads a', axe: chinese },
  { name: 'payments in the office', as: 'organiser', path: '/admin/payments', axe: chinese },
  { name: 'a prepaid payment in the office', as: 'organiser', from: '/admin/payments?stage=prepaid', link: 'main tbody th a', axe: both },
  { name: 'orders, goods and money', as: 'organiser', path: '/admin/three-way', axe: both },
  { name: 'differences to check', as: 'buyer1', path: '/my/three-way', axe: chinese },
  { name: 'a statement of account', as: 'supplier1', path: '/my/payments/statement?from=2020-01-01&buyer=示范', axe: both },
  { name: 'a signed contract in the office', as: 'organiser', from: '/admin/contracts?state=performing', link: 'main tbody th a', axe: both },
  { name: 'an amendment to be entered', as: 'organiser', from: '/admin/contracts?state=performing', link: 'main tbody th a', and: '/amendments/new', axe: both },
  { name: 'an amendment', as: 'organiser', path: '/admin/contracts/8/amendments/1', axe: both },
  { name: 'the signings to print', as: 'organiser', path: '/admin/fairs/3/signing/list', axe: both },
  { name: 'booth cards', as: 'organiser', path: '/admin/editions/3/booth-cards', axe: both },
  { name: 'badges', as: 'organiser', path: '/admin/editions/3/badges', axe: chinese },
  { name: 'to register', path: '/register', axe: both },
  { name: 'one\'s own certificates', as: 'supplier1', path: '/my/certifications', axe: both },
  { name: 'a certificate to be entered', as: 'supplier1', path: '/my/certifications/new', axe: both },
  { name: 'certificates under review', as: 'organiser', path: '/admin/certifications', axe: chinese },
  { name: 'a certificate under review', as: 'organiser', from: '/admin/certifications', link: 'main tbody th a', axe: chinese },
  { name: 'one\'s own trademarks', as: 'supplier1', path: '/my/trademarks', axe: both },
  { name: 'a trademark to be entered', as: 'supplier1', path: '/my/trademarks/new', axe: both },
  { name: 'trademarks under review', as: 'organiser', path: '/admin/trademarks', axe: both },
  { name: 'a trademark under review', as: 'organiser', from: '/admin/trademarks?state=submitted', link: 'main tbody th a', axe: both },
  { name: 'one\'s own applications', as: 'supplier1', path: '/my/applications', axe: both },
  { name: 'applications', as: 'organiser', path: '/admin/applications', axe: both },
  { name: 'an application', as: 'auditor', from: '/admin/applications', link: 'main tbody th a', axe: chinese },
  { name: 'the inbox', as: 'supplier1', path: '/my/messages', axe: both },
  { name: 'one\'s own profile', as: 'supplier1', path: '/my/profile', axe: both },
  { name: 'a village\'s profile', as: 'village_team1', path: '/my/profile', axe: chinese },
  { name: 'one\'s own history', as: 'buyer1', path: '/my/history', axe: chinese },
  { name: 'the organisations', as: 'organiser', path: '/admin/organisations', axe: both },
  { name: 'an organisation', as: 'banner_officer1', from: '/admin/organisations', link: 'main tbody th a', axe: chinese },
  { name: 'the registrations', as: 'auditor', path: '/admin/registrations', axe: chinese },
  { name: 'a user', as: 'administrator', from: '/admin/users', link: 'main tbody th a', axe: both },
  { name: 'the users', as: 'administrator', path: '/admin/users', axe: both },
  { name: 'an invitation to be made', as: 'administrator', path: '/admin/users/new', axe: both },
  { name: 'the trail', as: 'auditor', path: '/admin/audit', axe: both },
  { name: 'one\'s account', as: 'organiser', path: '/account', axe: both },
  { name: 'the second factor', as: 'organiser', path: '/account/second-factor', axe: chinese },
  { name: 'to ask an exhibitor', from: '/exhibitors', link: 'main .cards h2 a', and: '/enquiry', axe: both },
  { name: 'what was asked, as who asked sees it', prepare: acts.askedThread, axe: both },
  { name: 'one\'s own enquiries', as: 'supplier1', path: '/my/enquiries', axe: chinese },
  { name: 'an enquiry to be answered', as: 'supplier1', from: '/my/enquiries?state=open', link: 'main a.offer', axe: chinese },
  { name: 'the enquiries as the office sees them', as: 'organiser', path: '/admin/enquiries', axe: chinese },
  { name: 'photos of a product', as: 'supplier1', prepare: acts.photos, axe: chinese },
  { name: 'an application of one\'s own', as: 'supplier1', prepare: acts.application, axe: chinese },
  { name: 'an application to be changed', as: 'supplier1', prepare: acts.application, and: '/edit', axe: chinese },
  { name: 'who is to be published', as: 'organiser', prepare: acts.publication, axe: chinese },
  { name: 'two versions of a product', as: 'supplier1', reach: acts.conflict('#introduction', '/my/products', 'main a.offer'), status: 409, axe: chinese },
  { name: 'two versions of a profile', as: 'supplier1', reach: acts.conflict('#introduction', '/my/profile'), status: 409, axe: chinese },
  { name: 'two versions of an application', as: 'supplier1', reach: acts.conflict('#note', async site => `${await acts.application(site)}/edit`), status: 409, axe: chinese },
  { name: 'two versions of a certificate', as: 'supplier1', reach: acts.conflict('#issuer', acts.certificate), status: 409, axe: chinese },
  { name: 'two versions of an edition', as: 'organiser', reach: acts.conflict('#theme', '/admin/editions/1'), status: 409, axe: chinese },
  { name: 'what becomes of a sheet', as: 'organiser', prepare: acts.importPreview, axe: chinese },
  { name: 'a registration', as: 'organiser', prepare: acts.registration, from: '/admin/registrations', link: 'main tbody th a', axe: chinese },
  { name: 'one\'s own registration', prepare: acts.registration, axe: chinese },
  { name: 'an invitation', prepare: acts.invitation, axe: chinese },
  { name: 'an invitation that was made', as: 'administrator', reach: acts.makeInvitation, axe: chinese },
  { name: 'the digits of the second factor', reach: acts.awaitCode, axe: chinese },
  { name: 'a gate that is another\'s', as: 'supplier2', path: '/admin', status: 403, axe: chinese },
  { name: 'a page that is not there', path: '/nothing-here', status: 404, axe: both },
  { name: 'a list without results', path: '/products?q=zzzz', axe: both },
  { name: 'a search', path: '/search?q=羊肉', axe: chinese },
  { name: 'a search without results', path: '/search?q=zzzz', axe: both },
];

export function everyPage() {
  const languages = kind => Object.keys(LANGUAGES).filter(language => language === (kind.only ?? language));
  return KINDS.flatMap(kind => languages(kind).map(language => (
    { status: 200, ...kind, ...LANGUAGES[language], axe: kind.axe.includes(language) }
  )));
}

// The address of a page, from a list that links to it if necessary.
export async function find(page, { prepare, path, from, link, and = '', prefix }, site) {
  const prepared = await prepare?.(site);
  if (!from) return prefix + (path ?? prepared) + and;
  await page.goto(prefix + from);
  return await page.locator(link).first().getAttribute('href') + and;
}
