import { RTYPES, UNDEF_PRICE, UNDEF_TIMESTAMP, encodeRecord } from "@smart0dte/databento";
import { type EpochMicros, type Instrument } from "@smart0dte/domain";
import { hashOf, type DoorInstrument } from "./dataset-instruments.ts";

/** What is told about an instrument each morning, and when. */
export interface MorningTelling {
  readonly publisher: number;
  /** Receive time, microseconds. */
  readonly at: EpochMicros;
  readonly latencyMicros: number;
}

const NANOS_PER_MICRO = 1_000n;
const E9_PER_E4 = 100_000n;
const UNSET = { i32: 2_147_483_647, u32: 4_294_967_295, i16: 32_767, u16: 65_535, u8: 255, i8: 127 } as const;
const OPEN_INTEREST = 9;
const NEW = 1;
const STATUS = { halt: 8, trading: 7, operational: 60, resumption: 32 } as const;
const ROUND_LOT = 100;

/** The definition as the feed gives it: of a contract only root, right, strike and the expiry's date are set. */
export function definitionRecord(listed: DoorInstrument, telling: MorningTelling): Uint8Array {
  return encodeRecord({
    kind: "definition",
    version: 3,
    length: 130,
    rtype: RTYPES.definition,
    instrumentId: listed.id,
    ...stamped(telling),
    ...unsetNumbers,
    ...noLegs,
    ...unsetTexts,
    rawSymbol: listed.rawSymbol,
    ...ofInstrument(listed),
  });
}

/** The count of a contract, once for each venue that repeats it. */
export function openInterestRecord(
  listed: DoorInstrument,
  telling: MorningTelling,
  { count, sequence }: { readonly count: number; readonly sequence: number },
): Uint8Array {
  return encodeRecord({
    kind: "statistics",
    version: 3,
    length: 20,
    rtype: RTYPES.statistics,
    instrumentId: listed.id,
    ...stamped(telling),
    tsRef: UNDEF_TIMESTAMP,
    price: UNDEF_PRICE,
    quantity: BigInt(count),
    sequence,
    tsInDelta: 0,
    statType: OPEN_INTEREST,
    channelId: 1,
    updateAction: NEW,
    statFlags: 0,
  });
}

/** A halt and its end. */
export function statusRecord(listed: DoorInstrument, telling: MorningTelling, isHalted: boolean): Uint8Array {
  const yes = isHalted ? "N" : "Y";
  return encodeRecord({
    kind: "status",
    length: 10,
    rtype: RTYPES.status,
    instrumentId: listed.id,
    ...stamped(telling),
    action: isHalted ? STATUS.halt : STATUS.trading,
    reason: isHalted ? STATUS.operational : STATUS.resumption,
    tradingEvent: 0,
    isTrading: yes,
    isQuoting: yes,
    isShortSellRestricted: "~",
  });
}

/** Open interest of a contract that the market itself does not have. */
export const laterOpenInterest = ({ rawSymbol }: DoorInstrument): number => 200 + (hashOf(rawSymbol) % 3_000);

const stamped = ({ publisher, at, latencyMicros }: MorningTelling) => ({
  publisherId: publisher,
  tsEvent: BigInt(at - latencyMicros) * NANOS_PER_MICRO,
  tsRecv: BigInt(at) * NANOS_PER_MICRO,
});

const unsetNumbers = {
  minPriceIncrement: UNDEF_PRICE,
  displayFactor: UNDEF_PRICE,
  expiration: UNDEF_TIMESTAMP,
  activation: UNDEF_TIMESTAMP,
  highLimitPrice: UNDEF_PRICE,
  lowLimitPrice: UNDEF_PRICE,
  maxPriceVariation: UNDEF_PRICE,
  unitOfMeasureQty: UNDEF_PRICE,
  minPriceIncrementAmount: UNDEF_PRICE,
  priceRatio: UNDEF_PRICE,
  strikePrice: UNDEF_PRICE,
  rawInstrumentId: 0n,
  instAttribValue: UNSET.i32,
  underlyingId: 0,
  marketDepthImplied: UNSET.i32,
  marketDepth: UNSET.i32,
  marketSegmentId: UNSET.u32,
  maxTradeVol: UNSET.u32,
  minLotSize: UNSET.i32,
  minLotSizeBlock: UNSET.i32,
  minLotSizeRoundLot: UNSET.i32,
  minTradeVol: UNSET.u32,
  contractMultiplier: UNSET.i32,
  decayQuantity: UNSET.i32,
  originalContractSize: UNSET.i32,
  applId: UNSET.i16,
  maturityYear: UNSET.u16,
  decayStartDate: UNSET.u16,
  channelId: 1,
  mainFraction: UNSET.u8,
  priceDisplayFormat: UNSET.u8,
  subFraction: UNSET.u8,
  underlyingProduct: UNSET.u8,
  maturityMonth: UNSET.u8,
  maturityDay: UNSET.u8,
  maturityWeek: UNSET.u8,
  contractMultiplierUnit: UNSET.i8,
  flowScheduleType: UNSET.i8,
  tickRule: UNSET.u8,
} as const;

const noLegs = {
  legPrice: UNDEF_PRICE,
  legDelta: UNDEF_PRICE,
  legInstrumentId: 0,
  legRatioPriceNumerator: 0,
  legRatioPriceDenominator: 0,
  legRatioQtyNumerator: 0,
  legRatioQtyDenominator: 0,
  legUnderlyingId: 0,
  legCount: 0,
  legIndex: 0,
  legRawSymbol: "",
  legInstrumentClass: "",
  legSide: "N",
} as const;

const unsetTexts = {
  currency: "",
  settlCurrency: "",
  secsubtype: "",
  group: "",
  exchange: "",
  asset: "",
  cfi: "",
  securityType: "",
  unitOfMeasure: "",
  underlying: "",
  strikePriceCurrency: "",
  matchAlgorithm: " ",
  securityUpdateAction: "A",
  userDefinedInstrument: "N",
} as const;

function ofInstrument({ id, instrument }: DoorInstrument) {
  switch (instrument.kind) {
    case "option":
      return {
        instrumentClass: instrument.right,
        strikePrice: BigInt(instrument.strike) * E9_PER_E4,
        expiration: midnightNanos(instrument),
        rawInstrumentId: BigInt(id),
        underlyingId: 30,
        currency: "USD",
        unitOfMeasure: "USD",
        strikePriceCurrency: "USD",
        group: "popra-1",
        exchange: "OPRA",
        securityType: "OPT",
        asset: instrument.root,
        underlying: instrument.root,
      };
    case "underlying":
      return {
        instrumentClass: "K",
        matchAlgorithm: "F",
        minLotSizeRoundLot: ROUND_LOT,
        minPriceIncrementAmount: 1_000n,
        tickRule: 0,
      };
    case "index":
      return { instrumentClass: "I" };
  }
}

/** An expiry is a date: 00:00 UTC of it, whatever the hour at which the contract ends. */
const midnightNanos = ({ expiry }: Extract<Instrument, { kind: "option" }>): bigint =>
  BigInt(Date.parse(`${expiry}T00:00:00Z`)) * 1_000_000n;
