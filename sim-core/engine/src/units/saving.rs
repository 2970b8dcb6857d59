//! Units as bytes of a snapshot, canonical: equal states give equal bytes. Reading checks every index.

use super::obstacles::Obstacles;
use super::{Asked, Asking, Driving, Phase, Unit, Units};
use crate::ids::{LinkId, Ms, ObstacleId, SignalId};
use crate::network::Network;
use crate::routing::Place;
use crate::signals::Exit;
use crate::snapshot::{Reader, Truncated, Writer};

impl Units {
    pub fn save(&self, writer: &mut Writer) {
        writer.u32(self.list.len() as u32);
        for unit in &self.list {
            writer.bool(unit.is_some());
            if let Some(unit) = unit {
                save_unit(unit, writer);
            }
        }
    }

    pub fn load(reader: &mut Reader, network: &Network, obstacles: &Obstacles) -> Result<Units, Truncated> {
        let mut units = Units::default();
        for _ in 0..reader.count(1)? {
            let unit = if reader.bool()? { Some(load_unit(reader, network, obstacles)?) } else { None };
            units.list.push(unit);
        }
        Ok(units)
    }
}

pub(super) fn save_place(place: Place, writer: &mut Writer) {
    writer.u32(place.link.0);
    writer.i64(place.offset_mm);
}

pub(super) fn load_place(reader: &mut Reader, network: &Network) -> Result<Place, Truncated> {
    let place = Place { link: LinkId(reader.u32()?), offset_mm: reader.i64()? };
    let link = network.links.get(place.link.at()).ok_or(Truncated)?;
    if (0..=link.length_mm).contains(&place.offset_mm) { Ok(place) } else { Err(Truncated) }
}

fn save_unit(unit: &Unit, writer: &mut Writer) {
    save_place(unit.place, writer);
    writer.i64(unit.width_mm);
    writer.ms(unit.since);
    let (phase, speed, stop) = match unit.phase {
        Phase::Rest => (0, 0, 0),
        Phase::Moving { speed_mm_per_s, stop_mm } => (1, speed_mm_per_s, stop_mm),
        Phase::Waiting => (2, 0, 0),
        Phase::Crossing { until } => (3, 0, until.0),
        Phase::Blocked { by, since } => (4, i64::from(by.0), since.0),
    };
    writer.u8(phase);
    writer.i64(speed);
    writer.i64(stop);
    writer.bool(unit.goal.is_some());
    if let Some(goal) = unit.goal {
        save_place(goal, writer);
    }
    writer.u32(unit.route.len() as u32);
    for link in &unit.route {
        writer.u32(link.0);
    }
    writer.bool(unit.driving.is_some());
    if let Some(driving) = &unit.driving {
        writer.bool(driving.is_emergency);
        writer.i64(driving.speed_permille);
        writer.i64(driving.max_mm_per_s);
        writer.u32(driving.passing_mm_per_s.len() as u32);
        for speed in &driving.passing_mm_per_s {
            writer.i64(*speed);
        }
        writer.i64(driving.red_crossing_mm_per_s);
        writer.i64(driving.red_crossing_loss_ms);
        writer.bool(driving.avoids_known);
    }
    writer.bool(unit.asking.is_some());
    if let Some(asking) = unit.asking {
        writer.i64(asking.ahead_mm);
        writer.i64(asking.ahead_ms);
        writer.i64(asking.hold_ms);
        writer.u8(asking.exit as u8);
        writer.f64(asking.success_p);
        writer.u32(asking.most_signals);
    }
    writer.u32(unit.asked.len() as u32);
    for asked in &unit.asked {
        writer.u32(asked.signal.0);
        writer.bool(asked.is_obeyed);
    }
    writer.u32(unit.request_counts.len() as u32);
    for (signal, count) in &unit.request_counts {
        writer.u32(signal.0);
        writer.u32(*count);
    }
    writer.ms(unit.departed_at);
    writer.ms(unit.on_link_since);
    writer.i64(unit.on_link_from_mm);
    writer.bool(unit.is_backing);
    writer.u32(unit.stamp);
}

fn load_unit(reader: &mut Reader, network: &Network, obstacles: &Obstacles) -> Result<Unit, Truncated> {
    let mut unit = Unit::at_rest(load_place(reader, network)?, reader.i64()?, reader.ms()?);
    let (phase, speed_mm_per_s, stop_mm) = (reader.u8()?, reader.i64()?, reader.i64()?);
    unit.phase = match phase {
        0 => Phase::Rest,
        1 => Phase::Moving { speed_mm_per_s, stop_mm },
        2 => Phase::Waiting,
        3 => Phase::Crossing { until: Ms(stop_mm) },
        4 => {
            let by = u32::try_from(speed_mm_per_s).map(ObstacleId).map_err(|_| Truncated)?;
            obstacles.get(by).filter(|obstacle| obstacle.is_present).ok_or(Truncated)?;
            Phase::Blocked { by, since: Ms(stop_mm) }
        }
        _ => return Err(Truncated),
    };
    if reader.bool()? {
        unit.goal = Some(load_place(reader, network)?);
    }
    unit.route = reader.u32s()?.into_iter().map(LinkId).collect();
    if unit.route.iter().any(|link| link.at() >= network.links.len()) {
        return Err(Truncated);
    }
    unit.movements = crate::routing::movements_along(network, &unit.route).ok_or(Truncated)?;
    if reader.bool()? {
        let (is_emergency, speed_permille, max_mm_per_s) = (reader.bool()?, reader.i64()?, reader.i64()?);
        let passing_mm_per_s = (0..reader.count(8)?).map(|_| reader.i64()).collect::<Result<Vec<_>, _>>()?;
        let (red_crossing_mm_per_s, red_crossing_loss_ms, avoids_known) = (reader.i64()?, reader.i64()?, reader.bool()?);
        unit.driving = Some(Driving {
            is_emergency,
            speed_permille,
            max_mm_per_s,
            passing_mm_per_s,
            red_crossing_mm_per_s,
            red_crossing_loss_ms,
            avoids_known,
        });
    }
    if reader.bool()? {
        unit.asking = Some(Asking {
            ahead_mm: reader.i64()?,
            ahead_ms: reader.i64()?,
            hold_ms: reader.i64()?,
            exit: *[Exit::Dwell, Exit::Shortway, Exit::Immediate].get(usize::from(reader.u8()?)).ok_or(Truncated)?,
            success_p: reader.f64()?,
            most_signals: reader.u32()?,
        });
    }
    let signal = |reader: &mut Reader| Ok(SignalId(reader.u32()?)).and_then(|id| network.signals.get(id.at()).map(|_| id).ok_or(Truncated));
    for _ in 0..reader.count(5)? {
        unit.asked.push(Asked { signal: signal(reader)?, is_obeyed: reader.bool()? });
    }
    for _ in 0..reader.count(8)? {
        unit.request_counts.push((signal(reader)?, reader.u32()?));
    }
    unit.departed_at = reader.ms()?;
    unit.on_link_since = reader.ms()?;
    unit.on_link_from_mm = reader.i64()?;
    unit.is_backing = reader.bool()?;
    unit.stamp = reader.u32()?;
    Ok(unit)
}
