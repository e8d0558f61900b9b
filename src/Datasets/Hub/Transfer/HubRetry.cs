using Polly;
using Polly.Retry;

namespace SurgeryBench.Datasets.Hub.Transfer;

/// <summary>Tries again what failed by bad luck, later each time, and not before the time the server asked for.</summary>
internal static class HubRetry
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30), LongestAsked = TimeSpan.FromMinutes(10);

    internal static ResiliencePipeline Of(HubSettings settings) => new ResiliencePipelineBuilder { TimeProvider = settings.Time }
        .AddRetry(new RetryStrategyOptions
        {
            ShouldHandle = new PredicateBuilder().Handle<TransientHubException>(fault => fault.RetryAfter is null || fault.RetryAfter <= LongestAsked),
            MaxRetryAttempts = settings.Retries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = settings.FirstPause,
            MaxDelay = LongestPause,
            DelayGenerator = retry => ValueTask.FromResult((retry.Outcome.Exception as TransientHubException)?.RetryAfter),
        })
        .Build();
}
