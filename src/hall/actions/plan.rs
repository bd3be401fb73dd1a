//! Zones and booths: drawn, moved and removed. One transaction each: lock, rule, write, trail.

use super::Refusal;
use crate::{
    audit::{
        self,
        model::{Act, Changes, NewEvent, records::Record},
    },
    database::constraint::refused_by,
    fairs::store::planning,
    hall::{
        model::{
            Booth, Rectangle, Zone, ZoneText, code,
            grid::Grid,
            trail::{BOOTHS, ZONES},
        },
        store::plan,
    },
    identity::model::Viewer,
    values::ids::{BoothId, ZoneId},
};
use sqlx::{PgConnection, PgPool, Postgres, Transaction};

/// A zone or a booth, for the trail.
struct Part<'a> {
    noun: &'static Record,
    id: i64,
    code: &'a str,
}

impl<'a> Part<'a> {
    fn zone(id: ZoneId, code: &'a str) -> Self {
        Self { noun: &ZONES, id: id.0, code }
    }

    fn booth(id: BoothId, code: &'a str) -> Self {
        Self { noun: &BOOTHS, id: id.0, code }
    }
}

pub struct Drawing<'a> {
    pub pool: &'a PgPool,
    pub viewer: &'a Viewer,
}

impl Drawing<'_> {
    pub async fn add_zone(
        &self,
        ordinal: i16,
        zone: &str,
        text: &ZoneText,
    ) -> Result<ZoneId, Refusal> {
        let mut tx = self.pool.begin().await?;
        let edition = planning::lock(&mut tx, ordinal).await?.ok_or(Refusal::NotFound)?;
        if !edition.is_open() {
            return Err(Refusal::Over);
        }
        let id = match plan::insert_zone(&mut tx, edition.id, zone, text).await {
            Err(error) if refused_by(&error, "zones_code_is_unique") => {
                return Err(Refusal::AlreadyExists(zone.to_string()));
            }
            inserted => inserted?,
        };
        let changes = differences(None, text);
        self.record(&mut tx, Act::Create, Part::zone(id, zone), changes).await?;
        tx.commit().await?;
        Ok(id)
    }

    pub async fn rename_zone(
        &self,
        id: ZoneId,
        version: i32,
        text: &ZoneText,
    ) -> Result<(), Refusal> {
        let (mut tx, zone) = self.zone(id).await?;
        if zone.version != version {
            return Err(Refusal::Conflict);
        }
        let before = ZoneText {
            name: zone.name.clone(),
            name_en: zone.name_en.clone(),
            purpose: zone.purpose.clone(),
            purpose_en: zone.purpose_en.clone(),
        };
        let changes = differences(Some(&before), text);
        if !changes.is_empty() {
            plan::rename_zone(&mut tx, id, text).await?;
            self.record(&mut tx, Act::Change, Part::zone(id, &zone.code), changes).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Only a zone without booths.
    pub async fn remove_zone(&self, id: ZoneId) -> Result<Zone, Refusal> {
        let (mut tx, zone) = self.zone(id).await?;
        if zone.booths > 0 {
            return Err(Refusal::InUse);
        }
        plan::delete_zone(&mut tx, id).await?;
        let changes = Changes::default().field("name", Some(&zone.name), None);
        self.record(&mut tx, Act::Remove, Part::zone(id, &zone.code), changes).await?;
        tx.commit().await?;
        Ok(zone)
    }

    /// Adds a grid of booths to a zone.
    pub async fn fill(&self, id: ZoneId, grid: &Grid) -> Result<Zone, Refusal> {
        let (mut tx, zone) = self.zone(id).await?;
        let places = grid.places(&zone.code);
        let there = plan::booths(&mut *tx, zone.edition_id).await?;
        if let Some(twin) =
            places.iter().find(|place| there.iter().any(|booth| booth.code == place.code))
        {
            return Err(Refusal::AlreadyExists(twin.code.clone()));
        }
        let rectangles: Vec<Rectangle> = places.iter().map(|place| place.rectangle()).collect();
        is_clear(&there, None, &rectangles)?;
        plan::insert_booths(&mut tx, &zone, &places).await?;
        let (first, last) = (places.first(), places.last());
        let range = first.zip(last).map(|(first, last)| format!("{}–{}", first.code, last.code));
        let changes = Changes::default().field("booths", None, range.as_deref());
        self.record(&mut tx, Act::Change, Part::zone(id, &zone.code), changes).await?;
        tx.commit().await?;
        Ok(zone)
    }

    /// Removes the booths of a zone that were never used.
    pub async fn clear(&self, id: ZoneId) -> Result<Zone, Refusal> {
        let (mut tx, zone) = self.zone(id).await?;
        let deleted = plan::delete_unused(&mut tx, id).await?;
        if deleted > 0 {
            let left =
                i64::try_from(deleted).map_or(0, |deleted| zone.booths - deleted).to_string();
            let changes =
                Changes::default().field("booths", Some(&zone.booths.to_string()), Some(&left));
            self.record(&mut tx, Act::Change, Part::zone(id, &zone.code), changes).await?;
        }
        tx.commit().await?;
        Ok(zone)
    }

    /// Moves, resizes or renumbers a booth.
    pub async fn place(
        &self,
        id: BoothId,
        version: i32,
        number: u16,
        place: &Rectangle,
    ) -> Result<Booth, Refusal> {
        let (mut tx, booth) = self.booth(id).await?;
        if booth.version != version {
            return Err(Refusal::Conflict);
        }
        let there = plan::booths(&mut *tx, booth.edition_id).await?;
        let code = code(&booth.zone_code, number);
        if there.iter().any(|other| other.id != id && other.code == code) {
            return Err(Refusal::AlreadyExists(code));
        }
        is_clear(&there, Some(id), &[*place])?;
        let changes = Changes::default().field("code", Some(&booth.code), Some(&code)).field(
            "place",
            Some(&booth.place.said()),
            Some(&place.said()),
        );
        if !changes.is_empty() {
            plan::place_booth(&mut tx, id, &code, place).await?;
            self.record(&mut tx, Act::Change, Part::booth(id, &code), changes).await?;
        }
        tx.commit().await?;
        Ok(booth)
    }

    pub async fn remove_booth(&self, id: BoothId) -> Result<Booth, Refusal> {
        let (mut tx, booth) = self.booth(id).await?;
        if !plan::delete_booth(&mut tx, id).await? {
            return Err(Refusal::InUse);
        }
        let changes = Changes::default().field("place", Some(&booth.place.said()), None);
        self.record(&mut tx, Act::Remove, Part::booth(id, &booth.code), changes).await?;
        tx.commit().await?;
        Ok(booth)
    }

    /// A zone of an edition that is not over, with the edition locked.
    async fn zone(&self, id: ZoneId) -> Result<(Transaction<'static, Postgres>, Zone), Refusal> {
        let mut tx = self.pool.begin().await?;
        let zone = plan::zone(&mut *tx, id).await?.ok_or(Refusal::NotFound)?;
        is_open(&mut tx, zone.ordinal).await?;
        // Read under the lock.
        let zone = plan::zone(&mut *tx, id).await?.ok_or(Refusal::NotFound)?;
        Ok((tx, zone))
    }

    async fn booth(&self, id: BoothId) -> Result<(Transaction<'static, Postgres>, Booth), Refusal> {
        let mut tx = self.pool.begin().await?;
        let booth = plan::booth(&mut *tx, id).await?.ok_or(Refusal::NotFound)?;
        is_open(&mut tx, booth.ordinal).await?;
        let booth = plan::booth(&mut *tx, id).await?.ok_or(Refusal::NotFound)?;
        Ok((tx, booth))
    }

    async fn record(
        &self,
        connection: &mut PgConnection,
        act: Act,
        part: Part<'_>,
        changes: Changes,
    ) -> sqlx::Result<()> {
        let actor = self.viewer.actor();
        let event = NewEvent::new(&actor, act, part.noun, part.id, part.code);
        audit::store::record(connection, &event.with(changes)).await
    }
}

/// Locks the edition; `Over` if it is over.
async fn is_open(connection: &mut PgConnection, ordinal: i16) -> Result<(), Refusal> {
    let edition = planning::lock(connection, ordinal).await?.ok_or(Refusal::NotFound)?;
    if edition.is_open() { Ok(()) } else { Err(Refusal::Over) }
}

/// No booth except `except` may be in the way.
fn is_clear(there: &[Booth], except: Option<BoothId>, places: &[Rectangle]) -> Result<(), Refusal> {
    let others = there.iter().filter(|booth| Some(booth.id) != except);
    let touched = others.filter(|booth| places.iter().any(|place| place.overlaps(&booth.place)));
    let codes: Vec<String> = touched.map(|booth| booth.code.clone()).collect();
    if codes.is_empty() { Ok(()) } else { Err(Refusal::Overlaps(codes)) }
}

fn differences(before: Option<&ZoneText>, after: &ZoneText) -> Changes {
    let text = |text: &ZoneText| {
        [
            ("name", text.name.clone()),
            ("name_en", text.name_en.clone()),
            ("purpose", text.purpose.clone()),
            ("purpose_en", text.purpose_en.clone()),
        ]
    };
    let was = before.map(text);
    text(after).iter().enumerate().fold(Changes::default(), |changes, (n, (name, value))| {
        changes.field(name, was.as_ref().map(|was| was[n].1.as_str()), Some(value))
    })
}
