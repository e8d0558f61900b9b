namespace SurgeryBench.Datasets.Hub.Store;

/// <summary>A blob that is being written: a file of another name that grows, whatever happens in between, and is hashed as it does.</summary>
internal sealed class PartialBlob : IAsyncDisposable
{
    private const int BufferBytes = 1 << 17;

    private readonly string name;
    private readonly long size;
    private readonly FileStream file;
    private BlobHash hash;

    private PartialBlob(string name, long size, FileStream file) => (this.name, this.size, this.file, hash) = (name, size, file, new BlobHash(name, size));

    /// <summary>Bytes so far.</summary>
    internal long Length => file.Length;

    /// <summary>Opens what an earlier fetch left, or a new file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="name">The name of the blob it becomes.</param>
    /// <param name="size">The bytes it will have; a longer file starts anew.</param>
    /// <param name="cancellation">Ends reading what is there.</param>
    internal static async Task<PartialBlob> OpenAsync(string path, string name, long size, CancellationToken cancellation)
    {
        var part = new PartialBlob(name, size, Open(path));
        if (part.Length > size) part.Restart();
        var buffer = new byte[BufferBytes];
        while (await part.file.ReadAsync(buffer, cancellation) is var count and > 0) part.hash.Append(buffer.AsSpan(0, count));
        return part;
    }

    /// <summary>Forgets what there is.</summary>
    internal void Restart()
    {
        file.SetLength(0);
        hash.Dispose();
        hash = new BlobHash(name, size);
    }

    /// <summary>Writes and hashes; whatever happens next, the bytes are in the file.</summary>
    internal async Task AppendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        await file.WriteAsync(bytes, cancellation);
        await file.FlushAsync(cancellation);
        hash.Append(bytes.Span);
    }

    /// <summary>Brings the bytes to the disk.</summary>
    /// <returns>What they hash to instead of the name; null if all is well.</returns>
    internal string? Finish()
    {
        file.Flush(flushToDisk: true);
        return hash.Difference();
    }

    public ValueTask DisposeAsync()
    {
        hash.Dispose();
        return file.DisposeAsync();
    }

    private static FileStream Open(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // A link would let the bytes go to wherever it leads.
        if (new FileInfo(path).LinkTarget is not null) File.Delete(path);
        return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, BufferBytes, useAsync: true);
    }
}
