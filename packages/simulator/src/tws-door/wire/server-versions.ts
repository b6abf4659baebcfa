/** Text protocol only: from 201 on messages are protobuf. */
export const LOWEST_VERSION = 173;
export const HIGHEST_VERSION = 200;
export const DEFAULT_VERSION = 193;

/** The server version from which a field or a form exists. */
export const SINCE = {
  bondIssuerId: 176,
  noFaProfile: 177,
  pendingPriceRevision: 178,
  manualExerciseTime: 180,
  lastTradeDate: 182,
  customerAccount: 183,
  professionalCustomer: 184,
  bondAccruedInterest: 185,
  ineligibility: 186,
  rfqFields: 187,
  includeOvernight: 189,
  noRfqFields: 190,
  cmeTagging: 192,
  cmeTaggingInOpenOrder: 193,
  errorTime: 194,
  fullOrderPreview: 195,
  historicalDataEnd: 196,
  currentTimeInMillis: 197,
  submitter: 198,
  imbalanceOnly: 199,
  parametrisedExecutions: 200,
} as const;
