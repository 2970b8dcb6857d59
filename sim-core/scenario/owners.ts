/** Who acts: the owner of a service class in this city, or the agency named. */
import type { PartyRef } from "../model/scenario.ts";
import type { Office } from "./office.ts";

export const ownerOf = (office: Office, party: PartyRef): string => ("agency" in party ? party.agency : office.setup.owners[party.class]);
