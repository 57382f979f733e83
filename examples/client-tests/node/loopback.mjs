// Preloaded into a server of others: it listens on loopback alone, at a free port, and says at which.
import net from 'node:net';

const { listen } = net.Server.prototype;
net.Server.prototype.listen = function (...args) {
  this.once('listening', () => console.log(`listening on ${this.address().port}`));
  return listen.call(this, 0, '127.0.0.1', args.find((arg) => typeof arg === 'function'));
};
