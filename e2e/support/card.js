// Verifies SMART Health Cards with an independent verifier.
import { SHCReader } from "kill-the-clipboard";

/** Verifies signed texts against the served keys, because the issuer's address in the demo does not resolve. */
export async function verifierOf(portal) {
  const { keys } = await portal.json("/.well-known/jwks.json");
  const readerFor = (jws) => {
    const { kid } = JSON.parse(Buffer.from(jws.split(".")[0], "base64url").toString());
    const publicKey = keys.find((key) => key.kid === kid);
    if (!publicKey) throw new Error(`no served key is ${kid}`);
    return new SHCReader({ publicKey });
  };
  return {
    /** The bundle on the card, after its signature was verified. */
    bundle: async (jws) => (await readerFor(jws).fromJWS(jws)).getOriginalBundle(),
    fileBundle: async (content) => {
      const [jws] = JSON.parse(content).verifiableCredential;
      return (await readerFor(jws).fromFileContent(content)).getOriginalBundle();
    },
  };
}

/** The doses on a card: vaccine code and date. */
export function dosesOn(bundle) {
  return bundle.entry
    .map(({ resource }) => resource)
    .filter((resource) => resource.resourceType === "Immunization")
    .map(({ vaccineCode, occurrenceDateTime }) => `${vaccineCode.coding[0].code} ${occurrenceDateTime}`);
}
