import PinionCompiler
import Testing

/// The checked model: where everything is, as pictures.
struct SchemaLayoutTests {
    private func picture(types: String = "", members: String) -> [String] {
        let text = SchemaText.schema(types: types, members: members)
        let compilation = SchemaText.compile(text)
        #expect(compilation.diagnostics.kept.map(\.description) == [])
        guard let message = compilation.schema?.messages.first else { return [] }
        return ["block \(message.body.blockLength)"] + message.body.picture
    }

    @Test("Fields follow each other without gaps, but for offsets; constants take no room")
    func offsets() {
        let lines = picture(
            types: """
                <type name="Text" primitiveType="char" length="5"/>
                <type name="Unit" primitiveType="char" presence="constant">kg</type>
                """,
            members: """
                <field name="a" id="1" type="int8"/>
                <field name="b" id="2" type="int64"/>
                <field name="c" id="3" type="Text" offset="0"/>
                <field name="unit" id="4" type="Unit"/>
                <field name="d" id="5" type="uint16" offset="20"/>
                <field name="e" id="6" type="float"/>
                """)
        #expect(
            lines == [
                "block 26", "a 0 int8 required", "b 1 int64 required", "c 9 char[5] required",
                "unit 14 char[2] constant \"kg\"", "d 20 uint16 required", "e 22 float required",
            ])
    }

    @Test("A block is as long as it says, and each group and data follows it in its order")
    func blocks() {
        let lines = picture(
            members: """
                <field name="a" id="1" type="int8"/>
                <group name="g" id="2" blockLength="8">
                    <field name="b" id="1" type="int16"/>
                    <group name="h" id="2"><data name="e" id="1" type="varDataEncoding"/></group>
                </group>
                <group name="i" id="3"/>
                <data name="d" id="4" type="varDataEncoding"/>
                """)
        #expect(
            lines == [
                "block 1", "a 0 int8 required", "group g 8", "  b 0 int16 required",
                "  group h 0", "    data e 2+", "group i 0", "data d 2+",
            ])
    }

    @Test("A composite's members are where they say, and a ref has the name of its own")
    func composites() {
        let lines = picture(
            types: """
                <enum name="Side" encodingType="char"><validValue name="Buy">1</validValue></enum>
                <set name="Flags" encodingType="uint16"><choice name="last">15</choice></set>
                <composite name="Decimal">
                    <type name="mantissa" primitiveType="int64"/>
                    <type name="exponent" primitiveType="int8" presence="constant"> -9 </type>
                </composite>
                <composite name="Quote">
                    <ref name="price" type="Decimal"/>
                    <ref name="side" type="Side" offset="10"/>
                    <composite name="inner"><ref name="flags" type="Flags" offset="2"/></composite>
                    <type name="tail" primitiveType="uint8" length="3" offset="16"/>
                </composite>
                """,
            members: """
                <field name="x" id="1" type="uint8"/>
                <field name="q" id="2" type="Quote" presence="optional"/>
                """)
        #expect(
            lines == [
                "block 20", "x 0 uint8 required", "q 1 Quote optional",
                "  price 0 Decimal (Decimal)", "    mantissa 0 int64",
                "    exponent 8 int8 constant -9", "  side 10 Side:char (Side)",
                "  inner 11 inner", "    flags 2 Flags:uint16 (Flags)", "  tail 16 uint8[3]",
            ])
    }

    @Test("Presence is the field's own or else its type's; a constant type stays one")
    func presence() {
        let lines = picture(
            types: """
                <type name="O" primitiveType="int8" presence="optional" nullValue="0"/>
                <type name="C" primitiveType="int8" presence="constant">7</type>
                <enum name="E" encodingType="uint8"><validValue name="A">3</validValue></enum>
                <type name="R" primitiveType="uint8" presence="constant" valueRef="E.A"/>
                """,
            members: """
                <field name="a" id="1" type="O"/>
                <field name="b" id="2" type="O" presence="required"/>
                <field name="c" id="3" type="int8" presence="optional"/>
                <field name="d" id="4" type="C"/>
                <field name="e" id="5" type="C" presence="optional"/>
                <field name="f" id="6" type="E" presence="constant" valueRef="E.A"/>
                <field name="g" id="7" type="uint8" presence="constant" valueRef="E.A"/>
                <field name="h" id="8" type="R"/>
                """)
        #expect(
            lines == [
                "block 3", "a 0 int8 optional", "b 1 int8 required", "c 2 int8 optional",
                "d 3 int8 constant 7", "e 3 int8 constant 7", "f 3 E:uint8 constant E.A=3",
                "g 3 uint8 constant E.A=3", "h 3 uint8 constant E.A=3",
            ])
    }

    @Test("The null value of an enumeration is its own, its encoding's or its primitive type's")
    func nullValues() {
        let text = SchemaText.schema(
            types: """
                <type name="T" primitiveType="int16" presence="optional" nullValue="-1"/>
                <enum name="A" encodingType="T" nullValue="-2"/>
                <enum name="B" encodingType="T"/>
                <enum name="C" encodingType="int16"/>
                <enum name="D" encodingType="char" nullValue="0"/>
                """)
        let nulls: [PrimitiveValue] = (SchemaText.compile(text).schema?.types ?? []).compactMap {
            guard case .enumeration(let type) = $0 else { return nil }
            return type.nullValue
        }
        #expect(nulls == [.signed(-2), .signed(-1), .signed(-32768), .unsigned(0x30)])
    }

    @Test("Of types with one name, fields take the last by kind, and refs take the first")
    func repeatedNames() throws {
        let text = SchemaText.schema(
            types: """
                <enum name="T" encodingType="uint8"/>
                <type name="T" primitiveType="int64"/>
                <type name="T" primitiveType="int32"/>
                <composite name="C"><ref name="m" type="T"/></composite>
                """,
            members: #"<field name="a" id="1" type="T"/><field name="b" id="2" type="C"/>"#)
        let schema = try #require(SchemaText.compile(text).schema)
        #expect(
            schema.messages[0].body.picture == [
                "a 0 T:uint8 required", "b 1 C required", "  m 0 T:uint8 (T)",
            ])
        #expect(schema.types.count == 5)
    }

    @Test("A field is as new as the newer one of itself and its type, and notes are kept")
    func notes() throws {
        let text = SchemaText.schema(
            types: #"<type name="T" primitiveType="int64" sinceVersion="1" semanticType="Qty"/>"#,
            members: """
                <field name="a" id="1" type="T" description="what it is" deprecated="1"
                    epoch="UNIX" timeUnit="second"/>
                """)
        let field = try #require(SchemaText.compile(text).schema?.messages[0].body.fields[0])
        #expect(
            field.notes
                == Notes(
                    description: "what it is", sinceVersion: 1, deprecated: 1, semanticType: "Qty",
                    epoch: "UNIX", timeUnit: "second"))
    }
}

extension Body {
    /// One line for each member, indented by its depth.
    fileprivate var picture: [String] {
        var lines: [String] = []
        for field in fields {
            let constant = field.constant.map { " " + $0.picture } ?? ""
            lines.append(
                "\(field.name) \(field.offset) \(field.type.picture) \(field.presence)\(constant)")
            if case .composite(let type) = field.type { lines += type.picture }
        }
        for group in groups {
            lines.append("group \(group.name) \(group.body.blockLength)")
            lines += group.body.picture.map { "  " + $0 }
        }
        for item in data {
            lines.append("data \(item.name) \(item.encoding.size)+")
        }
        return lines
    }
}

extension CompositeType {
    fileprivate var picture: [String] {
        var lines: [String] = []
        for member in members {
            let referenced = member.referencedType.map { " (\($0))" } ?? ""
            var line = "\(member.name) \(member.offset) \(member.type.picture)\(referenced)"
            if case .encoded(let type) = member.type, let constant = type.constant {
                line += " constant \(constant.picture)"
            }
            lines.append("  " + line)
            if case .composite(let type) = member.type { lines += type.picture.map { "  " + $0 } }
        }
        return lines
    }
}

extension ValueType {
    fileprivate var picture: String {
        switch self {
        case .encoded(let type):
            type.length == 1 ? "\(type.primitive)" : "\(type.primitive)[\(type.length)]"
        case .enumeration(let type): "\(type.name):\(type.primitive)"
        case .set(let type): "\(type.name):\(type.primitive)"
        case .composite(let type): type.name
        }
    }
}

extension Constant {
    fileprivate var picture: String {
        switch self {
        case .value(let value): value.picture
        case .characters(let bytes): "\"\(String(decoding: bytes, as: UTF8.self))\""
        case .enumValue(let type, let name, let value): "\(type.name).\(name)=\(value.picture)"
        }
    }
}

extension PrimitiveValue {
    fileprivate var picture: String {
        switch self {
        case .signed(let value): "\(value)"
        case .unsigned(let value): "\(value)"
        case .floating(let bits): "\(Double(bitPattern: bits))"
        }
    }
}
