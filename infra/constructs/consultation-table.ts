import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { Metric } from "aws-cdk-lib/aws-cloudwatch";
import {
  type Attribute,
  AttributeType,
  Billing,
  type GlobalSecondaryIndexPropsV2,
  ProjectionType,
  TableEncryptionV2,
  TableV2,
} from "aws-cdk-lib/aws-dynamodb";
import { Effect, PolicyStatement } from "aws-cdk-lib/aws-iam";
import type { Key } from "aws-cdk-lib/aws-kms";
import { Construct } from "constructs";
import { type IndexName, table } from "../../shared/store/table.ts";
import { createKeyAtRest, useOfKeyAtRest } from "./key-at-rest.ts";

/** The kinds of item, by the first part of their key (design.md, "The items"). */
type ItemKind =
  | "consultation"
  | "words"
  | "advice"
  | "draft"
  | "unfinished"
  | "session"
  | "code"
  | "digest"
  | "audit"
  | "house";

/** Single items only. Nothing deletes, scans, or works on several at once. */
type ItemAct = "GetItem" | "PutItem" | "UpdateItem";

const readingActs = ["BatchGetItem", "ConditionCheckItem", "GetItem", "PartiQLSelect", "Query"];

/** Every act that takes away or alters what stands. A put may too: that one asks in its condition. */
const alteringActs = [
  "BatchWriteItem",
  "DeleteItem",
  "PartiQLDelete",
  "PartiQLInsert",
  "PartiQLUpdate",
  "UpdateItem",
];

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

type IndexDefinition = {
  readonly partitionKey: string;
  readonly sortKey: string;
  readonly projection: "keys" | readonly string[];
};

const asIndex = ([indexName, index]: readonly [
  string,
  IndexDefinition,
]): GlobalSecondaryIndexPropsV2 => ({
  indexName,
  partitionKey: text(index.partitionKey),
  sortKey: text(index.sortKey),
  ...(index.projection === "keys"
    ? { projectionType: ProjectionType.KEYS_ONLY }
    : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...index.projection] }),
});

type ConsultationTableProps = {
  /**
   * A table that AWS restored, encrypted with this one's key, to which every name and right leads instead.
   * The stack's own is kept as it is.
   */
  readonly restoredTable?: string | undefined;
};

/**
 * The one table. Rights are statements by kind of item and by index, not `table.grant…`, which gives
 * every index along with the table.
 */
export class ConsultationTable extends Construct {
  readonly name: string;
  private readonly arn: string;
  private readonly key: Key;

  constructor(scope: Construct, id: string, { restoredTable }: ConsultationTableProps = {}) {
    super(scope, id);
    this.key = createKeyAtRest(this, "The consultation table at rest");
    const dynamoTable = new TableV2(this, "Items", {
      partitionKey: text(table.partitionKey),
      sortKey: text(table.sortKey),
      timeToLiveAttribute: table.timeToLive,
      globalSecondaryIndexes: Object.entries(table.indexes).map(asIndex),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.customerManagedKey(this.key),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.name = restoredTable ?? dynamoTable.tableName;
    this.arn =
      restoredTable === undefined
        ? dynamoTable.tableArn
        : Stack.of(this).formatArn({
            service: "dynamodb",
            resource: "table",
            resourceName: restoredTable,
          });
  }

  /** May do these acts on single items of these kinds, and on no others. */
  may(acts: readonly ItemAct[], kinds: readonly ItemKind[]): PolicyStatement {
    return this.allowance(acts, kinds);
  }

  /** May list the items of one partition of these kinds, named by its key. */
  mayList(kinds: readonly ItemKind[]): PolicyStatement {
    return this.allowance(["Query"], kinds);
  }

  /** May list what stands in one index, and nothing else of the table. */
  mayQuery(index: IndexName): PolicyStatement {
    return new PolicyStatement({
      actions: ["dynamodb:Query"],
      resources: [`${this.arn}/index/${index}`],
    });
  }

  /** May never touch these kinds, whatever else is granted. */
  mayNever(kinds: readonly ItemKind[]): PolicyStatement {
    return this.refusal([...readingActs, ...alteringActs, "PutItem"], kinds);
  }

  /** May never alter or delete these kinds, whatever else is granted: they are put once. */
  mayNeverAlter(kinds: readonly ItemKind[]): PolicyStatement {
    return this.refusal(alteringActs, kinds);
  }

  /** May never read these kinds, nor change them but by putting another in their place. */
  mayOnlyPut(kinds: readonly ItemKind[]): PolicyStatement {
    return this.refusal([...readingActs, ...alteringActs], kinds);
  }

  /** DynamoDB uses the table's key in the caller's name; a right to the table gives none to its key. */
  throughItsKey(): PolicyStatement {
    return new PolicyStatement({
      actions: [...useOfKeyAtRest],
      resources: [this.key.keyArn],
      conditions: {
        StringEquals: { "kms:ViaService": `dynamodb.${Stack.of(this).region}.amazonaws.com` },
      },
    });
  }

  private allowance(acts: readonly string[], kinds: readonly ItemKind[]): PolicyStatement {
    return new PolicyStatement({
      actions: acts.map((act) => `dynamodb:${act}`),
      resources: [this.arn],
      conditions: {
        "ForAllValues:StringLike": { "dynamodb:LeadingKeys": kinds.map((kind) => `${kind}#*`) },
        // ForAllValues holds for an empty set: without this, a call that names no key would pass.
        Null: { "dynamodb:LeadingKeys": "false" },
      },
    });
  }

  private refusal(acts: readonly string[], kinds: readonly ItemKind[]): PolicyStatement {
    return new PolicyStatement({
      effect: Effect.DENY,
      actions: acts.map((act) => `dynamodb:${act}`),
      resources: [this.arn],
      conditions: {
        "ForAnyValue:StringLike": { "dynamodb:LeadingKeys": kinds.map((kind) => `${kind}#*`) },
      },
    });
  }
}

/** What DynamoDB counts about the table itself, under its own name for it. */
export const metricOfTable = ({ name }: ConsultationTable, metricName: string): Metric =>
  new Metric({ namespace: "AWS/DynamoDB", metricName, dimensionsMap: { TableName: name } });
