using NUnit.Framework;
using SurgeryBench.Core;
using static TorchSharp.torch;

namespace SurgeryBench.Tests.Core;

public sealed class LevelRecorderTests
{
    [Test]
    public void KeepsTheMeanOverAllTokensAndThenTheEmbedding()
    {
        using var scope = NewDisposeScope();
        using var recorder = new LevelRecorder();
        var tokens = tensor(new float[,,] { { { 1, 10 }, { 3, 30 } } });
        Assert.That(recorder.AfterBlock(0, tokens), Is.SameAs(tokens));
        recorder.Add(tensor(new float[,] { { 7, 8, 9 } }));
        Assert.That(recorder.Levels.Select(level => level.data<float>().ToArray()), Is.EqualTo(new[] { new[] { 2f, 20f }, [7f, 8f, 9f] }));
    }

    [Test]
    public void RecordsWhatTheInnerEditReturns()
    {
        using var scope = NewDisposeScope();
        using var recorder = new LevelRecorder((block, tokens) => tokens + (block + 1));
        var leaving = recorder.AfterBlock(4, zeros(1, 2, 1));
        Assert.That((leaving.sum().item<float>(), recorder.Levels[0].item<float>()), Is.EqualTo((10f, 5f)));
    }

    [Test]
    public void OutlivesTheScopesOfTheForwardPassUntilItIsDisposed()
    {
        var recorder = new LevelRecorder();
        using (NewDisposeScope())
        {
            recorder.AfterBlock(0, ones(1, 2, 3));
            recorder.Add(ones(1, 4));
        }
        var levels = recorder.Levels.ToArray();
        Assert.That(levels.Select(level => level.IsInvalid), Is.All.False);
        recorder.Dispose();
        Assert.That(levels.Select(level => level.IsInvalid), Is.All.True);
    }
}
