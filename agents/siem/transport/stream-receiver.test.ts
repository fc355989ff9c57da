import { once } from "node:events";
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { afterEach, expect, test } from "vitest";
import { openStreamReceiver } from "./stream-receiver";

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listen(onConnection: (socket: Socket) => void, options = {}): Promise<number> {
  const server = createServer(options, onConnection);
  servers.push(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

function receiverAt(port: number) {
  return openStreamReceiver({ host: "127.0.0.1", port, protocol: "tcp", caPem: null });
}

test("lines arrive framed by their length in bytes, and are confirmed once the receiver has read them", async () => {
  const chunks: Buffer[] = [];
  const port = await listen((socket) => socket.on("data", (chunk) => chunks.push(chunk)));
  const receiver = receiverAt(port);
  await receiver.write(["first", "zweite Zeile ü"]);
  expect(await receiver.confirm()).toBe(true);
  expect(Buffer.concat(chunks).toString()).toBe("5 first15 zweite Zeile ü");
});

test("a receiver that dies with bytes unread confirms nothing", async () => {
  const port = await listen((socket) => {
    socket.pause();
    socket.once("readable", () => socket.resetAndDestroy());
  });
  const receiver = receiverAt(port);
  await expect(receiver.write(["lost"]).then(() => receiver.confirm())).rejects.toMatchObject({
    fault: "receiver-closed",
  });
});

test("a receiver that hangs up while lines flow is a fault", async () => {
  const port = await listen((socket) => socket.end());
  const receiver = receiverAt(port);
  const flow = async () => {
    for (let round = 0; round < 1000; round++) await receiver.write(["x".repeat(10_000)]);
    await receiver.confirm();
  };
  await expect(flow()).rejects.toMatchObject({ fault: "receiver-closed" });
});

test("nothing that listens is a fault of its own", async () => {
  const port = await listen(() => {});
  for (const server of servers.splice(0)) server.close();
  await expect(receiverAt(port).write(["x"])).rejects.toMatchObject({ fault: "receiver-refused" });
});

test("a name without an address is a fault of its own", async () => {
  const receiver = openStreamReceiver({ host: "nowhere.invalid", port: 1, protocol: "tcp", caPem: null });
  await expect(receiver.write(["x"])).rejects.toMatchObject({ fault: "receiver-unresolved" });
});

test("after a confirmation the next lines go over a new connection", async () => {
  let connections = 0;
  const port = await listen((socket) => {
    connections++;
    socket.resume();
  });
  const receiver = receiverAt(port);
  for (const line of ["one", "two"]) {
    await receiver.write([line]);
    expect(await receiver.confirm()).toBe(true);
  }
  expect(connections).toBe(2);
});
