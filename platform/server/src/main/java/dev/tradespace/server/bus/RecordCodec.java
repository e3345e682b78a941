package dev.tradespace.server.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/** Passes records by reference within the process; they never leave it. */
final class RecordCodec implements MessageCodec<Record, Record> {
    static final String NAME = "record";

    @Override
    public void encodeToWire(Buffer buffer, Record record) {
        throw new UnsupportedOperationException("a record stays in its process, was asked to send " + record);
    }

    @Override
    public Record decodeFromWire(int position, Buffer buffer) {
        throw new UnsupportedOperationException("a record never comes from another process");
    }

    @Override
    public Record transform(Record record) {
        return record;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
