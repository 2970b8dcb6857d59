//! Facts: what happened, as fixed-width records (contract/facts.ts). The kpi stream is always on and folded into the state hash;
//! the trace stream is written on demand and never changes a hash.

use crate::hash;
use crate::ids::Ms;
use crate::snapshot::{Reader, Truncated, Writer};

pub const RECORD_BYTES: usize = 24;
const MAGIC: u32 = 0x5443_4146;
const VERSION: u16 = 1;

/// Numbers and meanings of the fields: contract/facts.ts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u16)]
pub enum Kind {
    TripEnded = 1,
    TripCensored = 2,
    ApproachMinute = 3,
    CycleQueue = 4,
    UnitDeparted = 5,
    UnitArrived = 6,
    UnitCrossed = 7,
    PreemptRequested = 8,
    PreemptGranted = 9,
    PreemptReleased = 10,
    SignalRecovered = 11,
    LinkRestricted = 12,
    LinkRestored = 13,
    TripRemoved = 14,
    PedestrianMinute = 15,
    UnitBlocked = 16,
    UnitUnblocked = 17,
    VehicleCrossed = 64,
    StageShown = 65,
}

impl Kind {
    fn is_trace(self) -> bool {
        self as u16 >= 64
    }
}

#[derive(Default)]
pub struct Facts {
    /// Records since the last drain.
    pending: Vec<u8>,
    pub trace: bool,
    /// Over all kpi facts ever written: drained or not, the hash is the same.
    kpi_hash: u64,
    kpi_count: u64,
}

impl Facts {
    /// `durations` are clamped into 32 bits (24 days), which no run reaches.
    pub fn write(&mut self, kind: Kind, at: Ms, entity: i32, fields: [i64; 3]) {
        if kind.is_trace() && !self.trace {
            return;
        }
        let mut record = [0_u8; RECORD_BYTES];
        record[0..2].copy_from_slice(&(kind as u16).to_le_bytes());
        record[2..4].copy_from_slice(&u16::from(kind.is_trace()).to_le_bytes());
        record[4..8].copy_from_slice(&(at.0 as u32).to_le_bytes());
        record[8..12].copy_from_slice(&entity.to_le_bytes());
        for (place, field) in record[12..].chunks_exact_mut(4).zip(fields) {
            place.copy_from_slice(&(field.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) as i32).to_le_bytes());
        }
        if !kind.is_trace() {
            self.kpi_hash = hash::finish(self.kpi_hash ^ hash::hash_bytes(&record));
            self.kpi_count += 1;
        }
        self.pending.extend_from_slice(&record);
    }

    /// Header and records since the last drain.
    pub fn drain(&mut self) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.u32(MAGIC);
        writer.u16(VERSION);
        writer.u16(RECORD_BYTES as u16);
        writer.raw(&self.pending);
        self.pending.clear();
        writer.finish()
    }

    pub fn save(&self, writer: &mut Writer) {
        writer.u64(self.kpi_hash);
        writer.u64(self.kpi_count);
    }

    /// What a restored run still has to hand out. Not part of the hashed state: when a caller drains is his business.
    pub fn save_pending(&self, writer: &mut Writer) {
        writer.block(&self.pending);
    }

    pub fn load(&mut self, reader: &mut Reader) -> Result<(), Truncated> {
        self.kpi_hash = reader.u64()?;
        self.kpi_count = reader.u64()?;
        Ok(())
    }

    pub fn load_pending(&mut self, reader: &mut Reader) -> Result<(), Truncated> {
        self.pending = reader.block()?.to_vec();
        Ok(())
    }
}
