// What each of the nine tools is called with, and how its text begins.

const json = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

const TOKEN = `${json({ alg: 'RS256', typ: 'JWT' })}.${json({ sub: 'jane' })}.c2lnbmF0dXJl`;

export const TOOLS = [
  { name: 'echo', arguments: { message: 'Grüße, 🇦🇹!' }, text: /^Grüße, 🇦🇹!$/u },
  { name: 'printHeader', arguments: {}, text: /^📋 HTTP Headers Analysis \(\d+ total headers\)\n/u },
  { name: 'bearerDecode', arguments: { token: TOKEN }, text: /^🔍 JWT Token Analysis \(Unverified\)\n/u },
  { name: 'authContext', arguments: {}, text: /^🔐 Authentication Context Analysis\n/u },
  { name: 'requestTiming', arguments: {}, text: /^⏱️ Request Timing Analysis\n/u },
  { name: 'corsAnalysis', arguments: {}, text: /^🌐 CORS Analysis\n/u },
  { name: 'environmentDump', arguments: {}, text: /^🔧 Environment Configuration \(Sanitized\)\n/u },
  { name: 'healthProbe', arguments: {}, text: /^🏥 System Health Report\n/u },
  { name: 'whoIStheGOAT', arguments: {}, text: /^🐐 Excellence Analysis: .+\n/u },
];
