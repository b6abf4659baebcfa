import type { ContractBook } from "../contracts/contract-book.ts";
import {
  BAG_CON_ID,
  isBag,
  type Action,
  type BagContract,
  type BagLeg,
  type TradedContract,
} from "../contracts/listed-contract.ts";
import type { Notification } from "../replies/session-reply.ts";
import { NOT_ON_TICK, RequestFault, invalid } from "../requests/field-cursor.ts";
import type { LegRequest } from "../requests/contract-request.ts";
import type { PlaceRequest } from "../requests/place-order-request.ts";
import type { OrderTicket, OrderType, TimeInForce } from "./broker-order.ts";

/** An order that is well formed, with the warnings that its client is told first. */
export interface Admission {
  readonly ticket: OrderTicket;
  readonly warnings: readonly Omit<Notification, "id">[];
}

const ORDER_TYPES: readonly string[] = ["MKT", "LMT", "STP", "STP LMT"] satisfies readonly OrderType[];
const TIMES: readonly string[] = ["DAY", "GTC", "IOC"] satisfies readonly TimeInForce[];
const TICK_E4 = 100;
const HIGHEST_PRICE = 100_000_000;
const MOST_LEGS = 4;
/** Beyond these no money could be counted exactly. */
const MOST_CONTRACTS = 1_000_000;
const MOST_RATIO = 100;

/** Checks what can be said of an order by itself; refuses by throwing the code and text its client is told. */
export function admit(request: PlaceRequest, contracts: ContractBook, account: string): Admission {
  const { tif, orderType, limit, stop, quantity, unsupported } = request;
  if (unsupported.length > 0) throw invalid(`not supported here: ${unsupported.join(", ")}`);
  if (request.account !== "" && request.account !== account) throw invalid("Invalid account code");
  if (request.whatIf && !request.transmit)
    throw invalid("What-If order should have transmit flag set to TRUE.");
  const contract = contractOf(request, contracts);
  if (!isOrderType(orderType) || contract.secType === "IND") throw new RequestFault(387, UNSUPPORTED_TYPE);
  if (tif !== "" && !isTime(tif)) throw invalid(`Invalid time in force ${tif}`);
  if (!Number.isInteger(quantity) || quantity <= 0 || quantity > MOST_CONTRACTS)
    throw invalid("Invalid order quantity");
  const prices = {
    limit: priceFor(limit, orderType === "LMT" || orderType === "STP LMT"),
    stop: priceFor(stop, orderType === "STP" || orderType === "STP LMT"),
  };
  for (const price of [prices.limit, prices.stop]) checkPrice(price, contract);
  const warnings: Omit<Notification, "id">[] = [];
  if (tif === "") warnings.push({ code: 10349, text: "Order TIF was set to DAY based on order preset." });
  if (request.outsideRth) warnings.push({ code: 2109, text: OUTSIDE_RTH });
  const { action, ocaGroup, orderRef, transmit, parentId, openClose } = request;
  const { triggerMethod, displaySize, routing, whatIf, modelCode } = request;
  return {
    warnings,
    ticket: {
      contract,
      action: actionOf(action),
      quantity,
      orderType,
      ...prices,
      tif: isTime(tif) ? tif : "DAY",
      ocaGroup,
      ocaType: request.ocaType === 0 ? DEFAULT_OCA_TYPE : request.ocaType,
      account,
      orderRef,
      transmit,
      parentId,
      outsideRth: false,
      whatIf,
      openClose,
      triggerMethod,
      displaySize,
      exchange: request.contract.exchange === "" ? "SMART" : request.contract.exchange,
      routing,
      modelCode,
    },
  };
}

const DEFAULT_OCA_TYPE = 3;
const UNSUPPORTED_TYPE = "Unsupported order type for this exchange and security type.";
const OUTSIDE_RTH =
  "Outside Regular Trading Hours is ignored based on the order type and destination. PlaceOrder is now being processed.";

const isOrderType = (text: string): text is OrderType => ORDER_TYPES.includes(text);
const isTime = (text: string): text is TimeInForce => TIMES.includes(text);

function actionOf(text: string): Action {
  if (text === "BUY" || text === "SELL") return text;
  throw invalid(`Invalid action ${JSON.stringify(text)}`);
}

function priceFor<Price>(price: Price | null, isNeeded: boolean): Price | null {
  if (!isNeeded) return null;
  if (price === null) throw invalid("Missing price");
  return price;
}

function checkPrice(price: number | null, contract: TradedContract): void {
  if (price === null) return;
  if (price % TICK_E4 !== 0) throw new RequestFault(110, NOT_ON_TICK);
  if ((price <= 0 && !isBag(contract)) || Math.abs(price) > HIGHEST_PRICE)
    throw new RequestFault(109, "Price is out of the range of this contract.");
}

function contractOf(request: PlaceRequest, contracts: ContractBook): TradedContract {
  if (request.contract.secType === "BAG") return bagOf(request, contracts);
  const found = contracts.resolve(request.contract);
  if (!found.ok) throw new RequestFault(200, found.error);
  return found.value;
}

function bagOf(request: PlaceRequest, contracts: ContractBook): BagContract {
  if (request.outsideRth) throw new RequestFault(10131, "Regular trading hours flags are invalid on combos.");
  if (request.parentId !== 0) throw new RequestFault(358, "Smart combo child order not supported.");
  if (request.ocaGroup !== "" && (request.ocaType === 1 || request.ocaType === 2))
    throw new RequestFault(359, "Combo order only supports reduce on fill without block(OCA).");
  if (request.routing.some(([tag, value]) => tag === "NonGuaranteed" && value !== "0"))
    throw invalid("not supported here: combos that are not guaranteed");
  if (request.hasLegPrices)
    throw new RequestFault(10058, "Per-leg prices need a two-legged combo that is not guaranteed.");
  const { symbol } = request.contract;
  if (request.legs.length < 2 || request.legs.length > MOST_LEGS)
    throw invalid(`A combo has 2 to ${MOST_LEGS} legs, not ${request.legs.length}`);
  const legs = request.legs.map((leg) => legOf(leg, contracts));
  if (new Set(legs.map(({ contract }) => contract.conId)).size < legs.length)
    throw invalid("Two legs are of one contract");
  const symbols = [...new Set(legs.map(({ contract }) => contract.symbol))];
  if (symbol !== "" && !symbol.split(",").every((one) => symbols.includes(one)))
    throw new RequestFault(200, "No security definition has been found for the request");
  return { conId: BAG_CON_ID, symbol: symbol === "" ? symbols.join(",") : symbol, secType: "BAG", legs };
}

function legOf({ conId, ratio, action, exchange }: LegRequest, contracts: ContractBook): BagLeg {
  const contract = contracts.byId(conId);
  if (contract === undefined)
    throw new RequestFault(200, "No security definition has been found for the request");
  if (contract.secType === "IND")
    throw new RequestFault(488, "Only US STK/OPT legs are supported for smart guaranteed combo.");
  if (ratio <= 0 || ratio > MOST_RATIO) throw invalid(`A leg's ratio is ${ratio}`);
  return { contract, ratio, action: actionOf(action), exchange: exchange === "" ? "SMART" : exchange };
}
