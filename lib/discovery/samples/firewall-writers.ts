import type { SampleWriter } from "./sample-writer";
import { totalOf, writtenTime } from "./sample-writer";

/** Firewalls: one line per closed connection; most know addresses only. */
export const FIREWALL_WRITERS: Readonly<Record<string, SampleWriter>> = {
  "palo-alto": {
    line: (t) => {
      const { slashed } = writtenTime(t.atMs);
      const action = t.isBlocked ? "deny" : "allow";
      return `1,${slashed},001801000123,TRAFFIC,end,2305,${slashed},${t.sourceIp},${t.destinationIp},198.51.100.9,${t.destinationIp},allow-web,corp\\${t.user},,ssl,vsys1,trust,untrust,ethernet1/2,ethernet1/1,fwd,${slashed},55120,1,51544,443,31022,443,0x400053,tcp,${action},${totalOf(t)},${t.uploadedBytes},${t.downloadedBytes},71,${slashed},15,online-storage`;
    },
    carries: ["user", "destinationIp", "uploaded", "downloaded", "total", "blocked"],
    timeStepMs: 1000,
  },
  fortinet: {
    line: (t) => {
      const { date, clock } = writtenTime(t.atMs);
      return `date=${date} time=${clock} devname="fgt1" logid="0317013312" type="utm" subtype="webfilter" level="notice" vd="root" srcip=${t.sourceIp} srcport=51544 dstip=${t.destinationIp} dstport=443 user="${t.user}" service="HTTPS" hostname="${t.host}" action="${t.isBlocked ? "blocked" : "passthrough"}" url="${t.path}" sentbyte=${t.uploadedBytes} rcvdbyte=${t.downloadedBytes}`;
    },
    carries: ["user", "host", "destinationIp", "url", "uploaded", "downloaded", "total", "blocked"],
    timeStepMs: 1000,
  },
  "cisco-asa": {
    line: (t) => {
      const prefix = `${writtenTime(t.atMs).monthFirst} fw1 : `;
      return t.isBlocked
        ? `${prefix}%ASA-4-106023: Deny tcp src inside:${t.sourceIp}/51544 dst outside:${t.destinationIp}/443 by access-group "inside_in" [0x0, 0x0]`
        : `${prefix}%ASA-6-302014: Teardown TCP connection 88123 for outside:${t.destinationIp}/443 to inside:${t.sourceIp}/51544 duration 0:00:15 bytes ${totalOf(t)} TCP FINs`;
    },
    carries: ["destinationIp", "total", "blocked"],
    timeStepMs: 1000,
  },
  "juniper-srx": {
    line: (t) => {
      const event = t.isBlocked ? "RT_FLOW_SESSION_DENY" : "RT_FLOW_SESSION_CLOSE";
      return `<14>1 ${writtenTime(t.atMs).iso} srx1 RT_FLOW - ${event} [junos@2636.1.1.1.2.40 reason="TCP FIN" source-address="${t.sourceIp}" source-port="51544" destination-address="${t.destinationIp}" destination-port="443" protocol-id="6" policy-name="out" bytes-from-client="${t.uploadedBytes}" bytes-from-server="${t.downloadedBytes}" elapsed-time="15" username="${t.user}"]`;
    },
    carries: ["user", "destinationIp", "uploaded", "downloaded", "total", "blocked"],
    timeStepMs: 1,
  },
  "sonic-wall": {
    line: (t) => {
      const { date, clock } = writtenTime(t.atMs);
      return `<134>id=fw sn=0017C5000000 time="${date} ${clock} UTC" fw=198.51.100.9 pri=6 c=1024 m=${t.isBlocked ? 14 : 97} src=${t.sourceIp}:51544:X0 dst=${t.destinationIp}:443:X1 usr="${t.user}" proto=tcp/https sent=${t.uploadedBytes} rcvd=${t.downloadedBytes} dstname=${t.host} arg=${t.path}`;
    },
    carries: ["user", "host", "destinationIp", "url", "uploaded", "downloaded", "total", "blocked"],
    timeStepMs: 1000,
  },
};
