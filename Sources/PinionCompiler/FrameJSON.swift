import PinionCodec

/// Messages as JSON, as `spec/json.md` says.
extension FrameDecoder {
    /// Appends the message at the start of some bytes as one line of JSON, without its line feed.
    ///
    /// - Parameters:
    ///   - message: The message, with or without more bytes behind it.
    ///   - inputOffset: Where it starts in the input; the offsets of errors count from there.
    ///   - text: What the line is appended to. It is as before if the bytes are no message.
    /// - Returns: The length of the message in bytes.
    /// - Throws: Why the bytes are no message.
    @discardableResult
    public func appendJSON(
        of message: Span<UInt8>, at inputOffset: Int = 0, to text: inout [UInt8]
    ) throws(DecodeError) -> Int {
        var cursor = FrameCursor(decoder: self, inputOffset: inputOffset)
        var json = JSONText()
        while let event = try cursor.next(in: message) {
            append(event, of: message, to: &json)
        }
        text.append(contentsOf: json.bytes)
        return cursor.position
    }

    private func append(_ event: FrameEvent, of message: Span<UInt8>, to json: inout JSONText) {
        switch event {
        case .messageBegins(let header, let template):
            // JSN-1: "A message SHALL be shown as one object on one line, with the members
            // `message`, `templateId`, `schemaId`, `version` and `fields`, in this order."
            json.beginObject()
            json.name("message")
            json.string(template.name)
            json.name("templateId")
            json.integer(header.templateId)
            json.name("schemaId")
            json.integer(header.schemaId)
            json.name("version")
            json.integer(header.version)
            appendOwnHeader(of: message, to: &json)
            json.name("fields")
            json.beginObject()
        case .messageEnds:
            json.endObject()
            json.endObject()
        case .field(let field, let offset):
            json.name(field.name)
            json.append(value(of: field, at: offset, in: message))
        case .groupBegins(let group, _, _, _):
            json.name(group.name)
            json.beginArray()
        case .entryBegins: json.beginObject()
        case .entryEnds: json.endObject()
        case .groupEnds: json.endArray()
        case .data(let data, _, let range):
            // JSN-14: "Variable-length data with a character encoding SHALL be shown as a string of all
            // their characters, and without one as a string of two lower-case hexadecimal digits for
            // each byte."
            json.name(data.name)
            let bytes = message.extracting(range)
            if let encoding = data.characterEncoding {
                json.string(bytes, encoding: CharacterEncoding(named: encoding))
            } else {
                json.hexadecimal(bytes)
            }
        case .absentField, .absentGroup, .absentData:
            // JSN-3: "What is newer than the message's version SHALL be left out."
            break
        }
    }

    // JSN-30: "Members of the message header beside `blockLength`, `templateId`, `schemaId` and `version` SHALL
    // be shown as an object, `header`, between `version` and `fields`."
    private func appendOwnHeader(of message: Span<UInt8>, to json: inout JSONText) {
        let members = schema.ownHeaderMembers
        guard !members.isEmpty else { return }
        json.name("header")
        json.beginObject()
        for member in members {
            json.name(member.name)
            json.append(
                value(
                    of: member.type, isOptional: member.type.isOptional, at: member.offset,
                    in: message))
        }
        json.endObject()
    }
}

extension JSONText {
    /// Writes what a field holds.
    mutating func append(_ value: FrameValue) {
        switch value {
        case .scalar(let scalar): append(scalar)
        case .array(let scalars):
            // JSN-10: "An array of numbers SHALL be shown as an array; in one that is optional, each
            // element that equals the null value as `null`."
            beginArray()
            for scalar in scalars { append(scalar) }
            endArray()
        case .characters(let bytes, let encoding):
            append(characters: bytes, encoding: encoding)
        case .enumeration(let name, let value, let isNull):
            // JSN-6: "An enumeration SHALL be shown as `null` where it holds its null value, else as
            // the name of its value, else, for a value without a name, as the number on the wire."
            if isNull {
                null()
            } else if let name {
                string(name)
            } else {
                append(number: value)
            }
        case .set(let type, let bits): append(set: type, bits: bits)
        case .composite(let members):
            beginObject()
            for member in members {
                self.name(member.name)
                append(member.value)
            }
            endObject()
        case .constant(let constant, let primitive): append(constant, of: primitive)
        }
    }

    private mutating func append(_ scalar: FrameValue.Scalar) {
        // JSN-5: "A value that may be null and is SHALL be shown as `null`."
        if scalar.isNull { return null() }
        append(scalar.value, of: scalar.primitive, encoding: scalar.encoding)
    }

    private mutating func append(
        _ value: PrimitiveValue, of primitive: PrimitiveType, encoding: CharacterEncoding
    ) {
        switch (primitive, value) {
        case (.char, .unsigned(let code)):
            let bytes = [UInt8(truncatingIfNeeded: code)]
            string(bytes.span, encoding: encoding)
        case (.float, .floating(let bits)):
            floating(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
        case (_, .floating(let bits)): floating(Double(bitPattern: bits))
        case (_, .signed), (_, .unsigned): append(number: value)
        }
    }

    private mutating func append(number value: PrimitiveValue) {
        switch value {
        case .signed(let value): integer(value)
        case .unsigned(let value): integer(value)
        case .floating(let bits): floating(Double(bitPattern: bits))
        }
    }

    // JSN-11: "An array of characters SHALL be shown as a string of what stands before its first NUL, or of
    // all of it if it has none."
    private mutating func append(characters bytes: [UInt8], encoding: CharacterEncoding) {
        let end = bytes.firstIndex(of: 0) ?? bytes.count
        string(bytes.span.extracting(0..<end), encoding: encoding)
    }

    // JSN-7: "A set SHALL be shown as an array of the names of the choices that it holds, in the order of
    // their declaration, and then the number of each other bit that is set, in ascending order."
    private mutating func append(set type: SetType, bits: UInt64) {
        beginArray()
        var unknown = bits
        for choice in type.choices where bits >> UInt64(choice.bit) & 1 == 1 {
            string(choice.name)
            unknown &= ~(1 << UInt64(choice.bit))
        }
        while unknown != 0 {
            integer(unknown.trailingZeroBitCount)
            unknown &= unknown - 1
        }
        endArray()
    }

    // JSN-13: "A constant SHALL be shown as a value of its type that was on the wire would be; a constant of
    // an enumeration as the name of its value."
    private mutating func append(_ constant: Constant, of primitive: PrimitiveType) {
        switch constant {
        case .value(let value): append(value, of: primitive, encoding: .latin1)
        case .characters(let bytes): append(characters: bytes, encoding: .utf8)
        case .enumValue(_, let name, _): string(name)
        }
    }
}
