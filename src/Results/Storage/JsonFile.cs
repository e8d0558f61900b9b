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

    public static T Read<T>(string path) => Read<T>(path, bytes => bytes);

    public static T ReadSealed<T>(string path) => Read<T>(path, bytes => RecordSeal.Open(bytes, path));

    private static T Read<T>(string path, Func<byte[], byte[]> open)
    {
        try
        {
            var size = new FileInfo(path).Length;
            if (size > LargestBytes) throw new BadInputException($"'{path}' has {size} bytes; such a file has at most {LargestBytes}.");
            return JsonSerializer.Deserialize<T>(open(File.ReadAllBytes(path)), Options) ?? throw new BadInputException($"'{path}' holds null.");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException or NotSupportedException)
        {
            throw new BadInputException($"'{path}' is damaged or not of this kind: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"'{path}' cannot be read: {fault.Message}", fault);
        }
    }
}
