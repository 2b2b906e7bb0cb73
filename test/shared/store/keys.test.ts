import { kmsKeys } from "../../../shared/store/kms-keys.ts";
import { fakeKeys } from "../../fakes/keys.ts";
import { keysContract } from "./keys-contract.ts";
import { sdkAt, startKms } from "./local-kms.ts";

keysContract("the fake keys", async () => ({
  keys: fakeKeys(),
  others: fakeKeys("another secret"),
  close: async () => undefined,
}));

/** A client settles on its endpoint at its first call. */
const settled = async (endpoint: string) => {
  const restore = sdkAt("AWS_ENDPOINT_URL_KMS", endpoint);
  const keys = kmsKeys("alias/sealing", "alias/hash");
  await keys.hash("settle");
  restore();
  return keys;
};

keysContract("the keys of KMS", async () => {
  const [one, other] = [await startKms(Buffer.alloc(32, 7)), await startKms(Buffer.alloc(32, 8))];
  return {
    keys: await settled(one.endpoint),
    others: await settled(other.endpoint),
    close: async () => {
      await Promise.all([one.close(), other.close()]);
    },
  };
});
