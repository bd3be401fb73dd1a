//! The demonstration: a city's three fairs and their results, invented row by row, so that every
//! figure that the press reported of the real ones is exact to the fen. Pure: no clock, no file, no
//! unseeded randomness, so each installation has the same rows. Only the places, the kinds of
//! produce and the names of brands are real. Every organisation is invented and says so, and no
//! invented deal, certificate or trademark uses a real brand.

mod agreements;
mod booth_assignments;
mod booths;
mod brands;
mod buyers;
mod calendar;
mod capacities;
mod certifications;
mod chance;
mod contract_amounts;
mod contract_lines;
mod contract_villages;
mod contracts;
mod deliveries;
mod delivery_fit;
mod delivery_lines;
mod delivery_parts;
mod editions;
mod endings;
mod exhibitors;
mod households;
mod introductions;
pub mod large;
mod market;
mod off_contract;
mod onsite_sales;
mod organisations;
mod payments;
mod places;
mod produce;
mod products;
mod project_stages;
mod promises;
mod published_figures;
mod seasons;
mod seller_names;
mod sellers;
mod sums;
#[cfg(test)]
mod tests;
mod titles;
mod trades;

use crate::{
    agreements::model::NewAgreement,
    brands::model::{NewBrand, NewTrademark},
    contracts::model::NewContract,
    deliveries::model::NewDelivery,
    exhibitors::model::{NewBoothAssignment, NewExhibit, NewExhibitor},
    fairs::model::{NewBooth, NewEdition, NewZone},
    indicators::model::NewPublishedFigure,
    organisations::model::NewOrganisation,
    payments::model::NewPayment,
    products::model::{NewCertification, NewProduct},
    projects::model::NewProject,
    sales::model::{NewOnsiteReport, NewOnsiteSale},
};
use chrono::NaiveDate;
use market::Market;

/// All rows of the demonstration, in an order in which they can be inserted. Ids are dense, from 1.
#[derive(Debug)]
pub struct Dataset {
    pub business_day: NaiveDate,
    pub dispatch_launched_on: NaiveDate,
    pub organisations: Vec<NewOrganisation>,
    pub editions: Vec<NewEdition>,
    pub zones: Vec<NewZone>,
    pub booths: Vec<NewBooth>,
    pub brands: Vec<NewBrand>,
    pub trademarks: Vec<NewTrademark>,
    pub products: Vec<NewProduct>,
    pub certifications: Vec<NewCertification>,
    pub exhibitors: Vec<NewExhibitor>,
    pub booth_assignments: Vec<NewBoothAssignment>,
    pub exhibits: Vec<NewExhibit>,
    pub onsite_reports: Vec<NewOnsiteReport>,
    pub onsite_sales: Vec<NewOnsiteSale>,
    pub projects: Vec<NewProject>,
    pub agreements: Vec<NewAgreement>,
    pub contracts: Vec<NewContract>,
    pub deliveries: Vec<NewDelivery>,
    pub payments: Vec<NewPayment>,
    pub published_figures: Vec<NewPublishedFigure>,
}

/// The same rows every time.
pub fn dataset() -> Dataset {
    let sellers = sellers::sellers();
    let buyers = buyers::buyers();
    let mut organisations = organisations::organisations(&sellers, &buyers);
    let mut wares = products::wares(&sellers);
    let (brands, trademarks) = brands::brands(&sellers, &mut wares);
    let mut market = Market { sellers, wares, buyers };
    let certifications = certifications::certifications(&market);
    organisations::found_in_time(&mut organisations, &brands, &trademarks, &certifications);

    let editions = editions::editions();
    let zones = editions::zones();
    let booths = booths::booths(&zones);
    let exhibitors = exhibitors::exhibitors(&market);
    let exhibits = exhibitors::exhibits(&market, &exhibitors);

    // Up the ladder, and then back down for values that need the steps above.
    let promises = promises::earlier(&market, &exhibitors);
    let third = promises::third(&market, &promises, &exhibitors);
    let mut agreements = agreements::agreements(&market, &promises);
    let mut contracts = contracts::contracts(&market, &promises, &agreements);
    let deliveries = deliveries::deliveries(&market, &mut contracts);
    agreements::set_ceilings(&mut agreements, &contracts);
    let mut projects = project_stages::settle(promises, &agreements, &contracts);
    projects.extend(third);
    capacities::cover_contracts(&mut market.wares, &contracts);
    let (onsite_reports, onsite_sales) = onsite_sales::onsite_sales(&market, &exhibitors);

    Dataset {
        business_day: calendar::today(),
        dispatch_launched_on: calendar::today(),
        organisations,
        published_figures: published_figures::published_figures(&editions),
        editions,
        booth_assignments: booth_assignments::booth_assignments(&market, &exhibitors, &booths),
        onsite_reports,
        onsite_sales,
        payments: payments::payments(&deliveries),
        products: market.wares.into_iter().map(|ware| ware.product).collect(),
        zones,
        booths,
        brands,
        trademarks,
        certifications,
        exhibitors,
        exhibits,
        projects,
        agreements,
        contracts,
        deliveries,
    }
}
