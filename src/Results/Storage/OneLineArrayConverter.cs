using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SurgeryBench.Results.Storage;

/// <summary>Writes arrays of numbers on one line inside indented files, so that records can be read and compared by eye.</summary>
internal sealed class OneLineArrayConverter<T> : JsonConverter<ImmutableArray<T>> where T : struct
{
    public override ImmutableArray<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        [.. JsonSerializer.Deserialize<T[]>(ref reader) ?? throw new JsonException("null stands where an array of numbers belongs.")];

    public override void Write(Utf8JsonWriter writer, ImmutableArray<T> value, JsonSerializerOptions options) =>
        writer.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(value.AsSpan().ToArray()));
}
