using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SurgeryBench.Core;

namespace SurgeryBench.Results.Storage;

/// <summary>How values are put into JSON files and taken out of them. Whatever is wrong with a file becomes one sentence that names it.</summary>
internal static class JsonFile
{
    public const int LargestBytes = 4 * 1024 * 1024;

    public static JsonSerializerOptions Options { get; } = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        MaxDepth = 16,
        AllowDuplicateProperties = false,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new OneLineArrayConverter<double>(), new OneLineArrayConverter<int>() },
    };

    public static byte[] Bytes<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Options), (byte)'\n'];

    public static byte[] SealedBytes<T>(T value) => RecordSeal.Close(Bytes(value));

    /// <summary>Reads a record, which a run makes again if it is deleted.</summary>
    public static T ReadRecord<T>(string path) => ReadSealed<T>(path, "Delete it, and the same command does its run again.");

    /// <summary>Reads what <see cref="SealedBytes"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <param name="advice">What to do about one that is damaged.</param>
    public static T ReadSealed<T>(string path, string advice)
    {
        if (Directory.Exists(path)) throw new BadInputException($"'{path}' is a folder; a file was expected. {advice}");
        try
        {
            var size = new FileInfo(path).Length;
            if (size > LargestBytes) throw new BadInputException($"'{path}' has {size} bytes; such a file has at most {LargestBytes}.");
            return JsonSerializer.Deserialize<T>(RecordSeal.Open(File.ReadAllBytes(path), path, advice), Options) ?? throw new BadInputException($"'{path}' holds null.");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"'{path}' is damaged, of another version or not of this kind: {OneLine.Of(fault.Message)} {advice}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be read: {fault.Message}", fault);
        }
    }
}
