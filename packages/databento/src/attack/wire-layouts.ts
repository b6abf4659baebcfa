/** One run of bytes of a record: a number, a character, a NUL-padded text, or reserved bytes. */
export interface WireField {
  readonly name: string;
  /** Bytes from the start of the record. */
  readonly at: number;
  readonly size: number;
  readonly type: "u8" | "u16" | "u32" | "u64" | "i8" | "i16" | "i32" | "i64" | "char" | "cstr" | "pad";
}

export interface WireLayout {
  readonly kind: RecordKind;
  /** Bytes of the record without a send time behind it. */
  readonly size: number;
  readonly fields: readonly WireField[];
  /** Each level's fields, at their own offsets. */
  readonly levels: readonly (readonly WireField[])[];
}

/** The layouts' names; where versions differ, that of the first version which has it. */
export type RecordKind = keyof typeof FIELDS;

/** What a record of this rtype looks like in this version, and the ids of the schemas that bring it; null for an unknown rtype. */
export function layoutOf(version: 1 | 2 | 3, rtype: number): WireLayout | null {
  const kind = KINDS[rtype]?.kinds[version - 1];
  return kind === undefined ? null : LAYOUTS[kind];
}

/** The schema ids whose files hold records of this rtype; empty for what only a live session sends. */
export const schemasOf = (rtype: number): readonly number[] => KINDS[rtype]?.schemas ?? [];

const HEADER_BYTES = 16;

/** Fields in the order of their bytes; `pad4` is four reserved bytes, `best1` and `book10` are levels. No hidden padding. */
const BOOK = "bid_px:i64 ask_px:i64 bid_sz:u32 ask_sz:u32 bid_ct:u32 ask_ct:u32";
const BEST = "bid_px:i64 ask_px:i64 bid_sz:u32 ask_sz:u32 bid_pb:u16 pad2 ask_pb:u16 pad2";

const FIELDS = {
  mbo: `
    order_id:u64 price:i64 size:u32 flags:u8 channel_id:u8 action:char side:char ts_recv:u64
    ts_in_delta:i32 sequence:u32`,
  trade: `
    price:i64 size:u32 action:char side:char flags:u8 depth:u8 ts_recv:u64 ts_in_delta:i32 sequence:u32`,
  mbp1: `
    price:i64 size:u32 action:char side:char flags:u8 depth:u8 ts_recv:u64 ts_in_delta:i32 sequence:u32
    levels:book1`,
  mbp10: `
    price:i64 size:u32 action:char side:char flags:u8 depth:u8 ts_recv:u64 ts_in_delta:i32 sequence:u32
    levels:book10`,
  cmbp1: `
    price:i64 size:u32 action:char side:char flags:u8 pad1 ts_recv:u64 ts_in_delta:i32 pad4 levels:best1`,
  cbbo: `
    price:i64 size:u32 pad1 side:char flags:u8 pad1 ts_recv:u64 pad8 levels:best1`,
  bbo: `
    price:i64 size:u32 pad1 side:char flags:u8 pad1 ts_recv:u64 pad4 sequence:u32 levels:book1`,
  ohlcv: `
    open:i64 high:i64 low:i64 close:i64 volume:u64`,
  status: `
    ts_recv:u64 action:u16 reason:u16 trading_event:u16 is_trading:char is_quoting:char
    is_short_sell_restricted:char pad7`,
  imbalance: `
    ts_recv:u64 ref_price:i64 auction_time:u64 cont_book_clr_price:i64 auct_interest_clr_price:i64
    ssr_filling_price:i64 ind_match_price:i64 upper_collar:i64 lower_collar:i64 paired_qty:u32
    total_imbalance_qty:u32 market_imbalance_qty:u32 unpaired_qty:u32 auction_type:char side:char
    auction_status:u8 freeze_status:u8 num_extensions:u8 unpaired_side:char significant_imbalance:char
    pad1`,
  statisticsV1: `
    ts_recv:u64 ts_ref:u64 price:i64 quantity:i32 sequence:u32 ts_in_delta:i32 stat_type:u16
    channel_id:u16 update_action:u8 stat_flags:u8 pad6`,
  statisticsV3: `
    ts_recv:u64 ts_ref:u64 price:i64 quantity:i64 sequence:u32 ts_in_delta:i32 stat_type:u16
    channel_id:u16 update_action:u8 stat_flags:u8 pad18`,
  errorV1: `
    err:cstr64`,
  errorV2: `
    err:cstr302 code:u8 is_last:u8`,
  systemV1: `
    msg:cstr64`,
  systemV2: `
    msg:cstr303 code:u8`,
  mappingV1: `
    stype_in_symbol:cstr22 stype_out_symbol:cstr22 pad4 start_ts:u64 end_ts:u64`,
  mappingV2: `
    stype_in:u8 stype_in_symbol:cstr71 stype_out:u8 stype_out_symbol:cstr71 start_ts:u64 end_ts:u64`,
  definitionV3: `
    ts_recv:u64 min_price_increment:i64 display_factor:i64 expiration:u64 activation:u64
    high_limit_price:i64 low_limit_price:i64 max_price_variation:i64 unit_of_measure_qty:i64
    min_price_increment_amount:i64 price_ratio:i64 strike_price:i64 raw_instrument_id:u64 leg_price:i64
    leg_delta:i64 inst_attrib_value:i32 underlying_id:u32 market_depth_implied:i32 market_depth:i32
    market_segment_id:u32 max_trade_vol:u32 min_lot_size:i32 min_lot_size_block:i32
    min_lot_size_round_lot:i32 min_trade_vol:u32 contract_multiplier:i32 decay_quantity:i32
    original_contract_size:i32 leg_instrument_id:u32 leg_ratio_price_numerator:i32
    leg_ratio_price_denominator:i32 leg_ratio_qty_numerator:i32 leg_ratio_qty_denominator:i32
    leg_underlying_id:u32 appl_id:i16 maturity_year:u16 decay_start_date:u16 channel_id:u16 leg_count:u16
    leg_index:u16 currency:cstr4 settl_currency:cstr4 secsubtype:cstr6 raw_symbol:cstr71 group:cstr21
    exchange:cstr5 asset:cstr11 cfi:cstr7 security_type:cstr7 unit_of_measure:cstr31 underlying:cstr21
    strike_price_currency:cstr4 leg_raw_symbol:cstr71 instrument_class:char match_algorithm:char
    main_fraction:u8 price_display_format:u8 sub_fraction:u8 underlying_product:u8
    security_update_action:char maturity_month:u8 maturity_day:u8 maturity_week:u8
    user_defined_instrument:char contract_multiplier_unit:i8 flow_schedule_type:i8 tick_rule:u8
    leg_instrument_class:char leg_side:char pad17`,
  definitionV2: `
    ts_recv:u64 min_price_increment:i64 display_factor:i64 expiration:u64 activation:u64
    high_limit_price:i64 low_limit_price:i64 max_price_variation:i64 trading_reference_price:i64
    unit_of_measure_qty:i64 min_price_increment_amount:i64 price_ratio:i64 strike_price:i64
    inst_attrib_value:i32 underlying_id:u32 raw_instrument_id:u32 market_depth_implied:i32
    market_depth:i32 market_segment_id:u32 max_trade_vol:u32 min_lot_size:i32 min_lot_size_block:i32
    min_lot_size_round_lot:i32 min_trade_vol:u32 contract_multiplier:i32 decay_quantity:i32
    original_contract_size:i32 trading_reference_date:u16 appl_id:i16 maturity_year:u16
    decay_start_date:u16 channel_id:u16 currency:cstr4 settl_currency:cstr4 secsubtype:cstr6
    raw_symbol:cstr71 group:cstr21 exchange:cstr5 asset:cstr7 cfi:cstr7 security_type:cstr7
    unit_of_measure:cstr31 underlying:cstr21 strike_price_currency:cstr4 instrument_class:char
    match_algorithm:char md_security_trading_status:u8 main_fraction:u8 price_display_format:u8
    settl_price_type:u8 sub_fraction:u8 underlying_product:u8 security_update_action:char
    maturity_month:u8 maturity_day:u8 maturity_week:u8 user_defined_instrument:char
    contract_multiplier_unit:i8 flow_schedule_type:i8 tick_rule:u8 pad10`,
  definitionV1: `
    ts_recv:u64 min_price_increment:i64 display_factor:i64 expiration:u64 activation:u64
    high_limit_price:i64 low_limit_price:i64 max_price_variation:i64 trading_reference_price:i64
    unit_of_measure_qty:i64 min_price_increment_amount:i64 price_ratio:i64 inst_attrib_value:i32
    underlying_id:u32 raw_instrument_id:u32 market_depth_implied:i32 market_depth:i32
    market_segment_id:u32 max_trade_vol:u32 min_lot_size:i32 min_lot_size_block:i32
    min_lot_size_round_lot:i32 min_trade_vol:u32 pad4 contract_multiplier:i32 decay_quantity:i32
    original_contract_size:i32 pad4 trading_reference_date:u16 appl_id:i16 maturity_year:u16
    decay_start_date:u16 channel_id:u16 currency:cstr4 settl_currency:cstr4 secsubtype:cstr6
    raw_symbol:cstr22 group:cstr21 exchange:cstr5 asset:cstr7 cfi:cstr7 security_type:cstr7
    unit_of_measure:cstr31 underlying:cstr21 strike_price_currency:cstr4 instrument_class:char pad2
    strike_price:i64 pad6 match_algorithm:char md_security_trading_status:u8 main_fraction:u8
    price_display_format:u8 settl_price_type:u8 sub_fraction:u8 underlying_product:u8
    security_update_action:char maturity_month:u8 maturity_day:u8 maturity_week:u8
    user_defined_instrument:char contract_multiplier_unit:i8 flow_schedule_type:i8 tick_rule:u8 pad3`,
} as const;

const every = (kind: RecordKind): readonly RecordKind[] => [kind, kind, kind];

const KINDS: Readonly<
  Record<number, { readonly kinds: readonly RecordKind[]; readonly schemas: readonly number[] }>
> = {
  0x00: { kinds: every("trade"), schemas: [4] },
  0x01: { kinds: every("mbp1"), schemas: [1, 3] },
  0x0a: { kinds: every("mbp10"), schemas: [2] },
  0x11: { kinds: every("ohlcv"), schemas: [5, 6, 7, 8] },
  0x12: { kinds: every("status"), schemas: [11] },
  0x13: { kinds: ["definitionV1", "definitionV2", "definitionV3"], schemas: [9] },
  0x14: { kinds: every("imbalance"), schemas: [12] },
  0x15: { kinds: ["errorV1", "errorV2", "errorV2"], schemas: [] },
  0x16: { kinds: ["mappingV1", "mappingV2", "mappingV2"], schemas: [] },
  0x17: { kinds: ["systemV1", "systemV2", "systemV2"], schemas: [] },
  0x18: { kinds: ["statisticsV1", "statisticsV1", "statisticsV3"], schemas: [10] },
  0x20: { kinds: every("ohlcv"), schemas: [5] },
  0x21: { kinds: every("ohlcv"), schemas: [6] },
  0x22: { kinds: every("ohlcv"), schemas: [7] },
  0x23: { kinds: every("ohlcv"), schemas: [8] },
  0x24: { kinds: every("ohlcv"), schemas: [13] },
  0xa0: { kinds: every("mbo"), schemas: [0] },
  0xb1: { kinds: every("cmbp1"), schemas: [14] },
  0xc0: { kinds: every("cbbo"), schemas: [15] },
  0xc1: { kinds: every("cbbo"), schemas: [16] },
  0xc2: { kinds: every("cmbp1"), schemas: [17] },
  0xc3: { kinds: every("bbo"), schemas: [18] },
  0xc4: { kinds: every("bbo"), schemas: [19] },
};

const SIZES: Readonly<Record<string, number>> = {
  u8: 1,
  i8: 1,
  char: 1,
  u16: 2,
  i16: 2,
  u32: 4,
  i32: 4,
  u64: 8,
  i64: 8,
};

const LAYOUTS = Object.fromEntries(
  Object.entries(FIELDS).map(([kind, text]) => [kind, layout(kind as RecordKind, text)]),
) as Readonly<Record<RecordKind, WireLayout>>;

function layout(kind: RecordKind, text: string): WireLayout {
  const [own = "", brought] = text.split(/\s*\blevels:/);
  const { fields, end } = inOrder(own, HEADER_BYTES);
  const levels: (readonly WireField[])[] = [];
  let size = end;
  for (let n = Number(/\d+$/.exec(brought ?? "0")?.[0]); n > 0; n -= 1) {
    const level = inOrder(brought?.startsWith("book") === true ? BOOK : BEST, size);
    levels.push(level.fields);
    size = level.end;
  }
  return { kind, size, fields, levels };
}

function inOrder(
  text: string,
  from: number,
): { readonly fields: readonly WireField[]; readonly end: number } {
  let at = from;
  const fields = text
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word): WireField => {
      const [, name = "", type = "", count] =
        /^(?:(\w+):)?(pad|cstr|char|[iu](?:8|16|32|64))(\d*)$/.exec(word) ?? [];
      const size = SIZES[type] ?? Number(count);
      if (!(size > 0)) throw new Error(`Not a field: ${word}`);
      const field = { name, at, size, type: type as WireField["type"] };
      at += size;
      return field;
    });
  return { fields, end: at };
}
