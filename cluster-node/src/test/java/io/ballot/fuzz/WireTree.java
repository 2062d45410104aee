package io.ballot.fuzz;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A message as the fields that stand in its bytes, so that it can be made wrong where it means something. */
final class WireTree {

    /** One field as it stands there. */
    static final class Field {
        int number;
        int wire;
        long value;
        byte[] bytes = {};

        @Nullable
        WireTree maybeNested;
        /** What its length says too much, or (below zero) too little. */
        long lengthLie;

        Field(int number, int wire) {
            this.number = number;
            this.wire = wire;
        }

        Field copy() {
            Field copy = new Field(number, wire);
            copy.value = value;
            copy.bytes = bytes;
            copy.maybeNested = maybeNested == null ? null : maybeNested.copy();
            copy.lengthLie = lengthLie;
            return copy;
        }
    }

    final Descriptor type;
    final List<Field> fields = new ArrayList<>();

    private WireTree(Descriptor type) {
        this.type = type;
    }

    /** @param bytes of a whole message of that type */
    static WireTree of(Descriptor type, byte[] bytes) {
        WireTree tree = new WireTree(type);
        CodedInputStream in = CodedInputStream.newInstance(bytes);
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                Field field = new Field(WireFormat.getTagFieldNumber(tag), WireFormat.getTagWireType(tag));
                switch (field.wire) {
                    case WireFormat.WIRETYPE_VARINT -> field.value = in.readRawVarint64();
                    case WireFormat.WIRETYPE_FIXED64 -> field.value = in.readRawLittleEndian64();
                    case WireFormat.WIRETYPE_FIXED32 -> field.value = in.readRawLittleEndian32();
                    default -> field.bytes = in.readByteArray();
                }
                FieldDescriptor known = type.findFieldByNumber(field.number);
                if (known != null && known.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                    field.maybeNested = of(known.getMessageType(), field.bytes);
                }
                tree.fields.add(field);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("no " + type.getName(), e);
        }
        return tree;
    }

    WireTree copy() {
        WireTree copy = new WireTree(type);
        fields.forEach(field -> copy.fields.add(field.copy()));
        return copy;
    }

    /** This message and all within it. */
    void addAllTo(List<WireTree> all) {
        all.add(this);
        for (Field field : fields) {
            if (field.maybeNested != null) {
                field.maybeNested.addAllTo(all);
            }
        }
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            for (Field field : fields) {
                out.writeUInt32NoTag(field.number << 3 | field.wire);
                switch (field.wire) {
                    case WireFormat.WIRETYPE_VARINT -> out.writeUInt64NoTag(field.value);
                    case WireFormat.WIRETYPE_FIXED64 -> out.writeFixed64NoTag(field.value);
                    case WireFormat.WIRETYPE_FIXED32 -> out.writeFixed32NoTag((int) field.value);
                    case WireFormat.WIRETYPE_LENGTH_DELIMITED -> {
                        byte[] content = field.maybeNested == null ? field.bytes : field.maybeNested.toBytes();
                        out.writeUInt64NoTag(Math.max(0, content.length + field.lengthLie));
                        out.writeRawBytes(content);
                    }
                    default -> out.writeRawBytes(field.bytes);
                }
            }
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return bytes.toByteArray();
    }
}
