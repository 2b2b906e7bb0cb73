import { Duration, RemovalPolicy, Size } from "aws-cdk-lib";
import { Architecture, Runtime } from "aws-cdk-lib/aws-lambda";
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";

/** What holds for every stage and every part of it. Only what differs is written where it differs. */
export const defaults = {
  /** One region, in which everything is kept. */
  region: "eu-west-2",
  runtime: Runtime.NODEJS_24_X,
  architecture: Architecture.ARM_64,
  /** A processor share that starts in well under a second; memory itself is never short. */
  memoryMegabytes: 1024,
  /** Names, numbers and references: long enough to look into what a manager asks about a quarter later. */
  logsKept: RetentionDays.SIX_MONTHS,
  /** A trail outlives what it proves: for as long, unless consultations are kept for nearly as long. */
  trailKept: { years: 10, as: RetentionDays.TEN_YEARS },
  deadLettersKept: Duration.days(14),
  /** The longest that API Gateway waits; every function behind a site ends sooner. */
  gatewayWaits: Duration.seconds(29),
  compressedFrom: Size.kibibytes(1),
  /** Requests a second over all addresses: far above any real day, far below what hurts the table. */
  siteLimit: { throttlingRateLimit: 200, throttlingBurstLimit: 400 },
  /**
   * Requests a minute from one address. A whole council may stand behind one address: these are several
   * times what its busiest minute needs, and a minute later the address is let in again.
   */
  addressLimit: { toApi: 100, toAll: 1_000 },
  /** Under which every figure of ours is counted (shared/log.ts). */
  metricNamespace: "ProfessionalConsultation",
} as const;

/** A log that ends after a time and outlives its stack. */
export const createLog = (scope: Construct, id: string): LogGroup =>
  new LogGroup(scope, id, {
    retention: defaults.logsKept,
    removalPolicy: RemovalPolicy.RETAIN,
  });
