import PinionCodec
import Testing

/// Names that Swift, the standard library, the codec and the generator itself have other plans for: that
/// `names.xml` compiles, without a warning, is most of the test.
struct NameTests {
    @Test("Words of the language name fields, groups, data, values and choices")
    func words() throws {
        let bytes = try encoded { storage in
            var bytes = storage.mutableSpan
            let words = try FrameWriter<NamesSchema.Words>(&bytes)
            words.class = 1
            words.default = 2
            words.self_ = 3
            words.init_ = 4
            words.bytes_ = 5
            words.version = 6
            words.block = 7
            words.unnamed = 8
            return try words.finish()
        }
        let words = try FrameView<NamesSchema.Words>(bytes.span)
        #expect(words.class == 1)
        #expect(words.default == 2)
        #expect(words.self_ == 3)
        #expect(words.init_ == 4)
        #expect(words.bytes_ == 5)
        #expect(words.version == 6)
        #expect(words.block == 7)
        #expect(words.unnamed == 8)
        #expect(words.actingVersion == 0, "the library's own member")
    }

    @Test("Groups, data, enumerations, sets and composites may be called as the language's types")
    func everything() throws {
        let bytes = try encoded { storage in
            var bytes = storage.mutableSpan
            var message = try FrameWriter<NamesSchema.Everything>(&bytes)
            message.value = .default
            message.choices = [.insert, .isEmpty]
            message.uInt8Field.names.bytes_ = 9
            try message.order(count: 1) { _, entry in entry.order = 1 }
            try message.header(count: 0) { _, _ in }
            try message.fields(count: 0) { _, _ in }
            try message.parts(count: 2) { index, entry in entry.parts = UInt8(index) }
            try message.dimension(count: 0) { _, _ in }
            try message.names(count: 0) { _, _ in }
            try message.self_(count: 0) { _, _ in }
            try message.class(count: 0) { _, _ in }
            try message.count(count: 0) { _, _ in }
            try message.init_(count: 0) { _, _ in }
            try message.string(count: 0) { _, _ in }
            try message.pinionCodec(count: 0) { _, _ in }
            try message.type(count: 0) { _, _ in }
            try message.finish_("a")
            try message.bytes_("bc")
            try message.default("")
            try message.copy_("")
            try message.appendData_("last")
            return try message.finish()
        }
        let message = try FrameView<NamesSchema.Everything>(bytes.span)
        #expect(message.value == .default)
        #expect(message.choices == [.insert, .isEmpty])
        #expect(message.sendableField.self_ == nil)
        #expect(message.uInt8Field.names.bytes_ == 9)
        #expect(message.order[0].order == 1)
        #expect(message.parts[1].parts == 1)
        #expect(String(message.bytes_) == "bc")
        #expect(String(message.appendData_) == "last")
        #expect(message.encodedLength == bytes.count)
    }

    @Test("A message that is called as a type of Swift's gets its kind at the end")
    func types() {
        #expect(NamesSchema.IntMessage.templateID == 10)
        #expect(NamesSchema.OptionalEnum.default != .class)
        #expect(NamesSchema.Order.blockLength == NamesSchema.Header.blockLength)
    }
}
