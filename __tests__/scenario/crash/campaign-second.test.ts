import { playCampaign } from './campaign/play-campaign.ts';

playCampaign({ first: 25, last: 40 });
